"""`rempart staging make | list | open | remove SITE` and `rempart drill SITE`, each one document with --json."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from rempart.backup.store.models import Plan
from rempart.cli import doing, staging
from rempart.cli.command import DONE, UNUSABLE, Command, UsageFault
from rempart.cli.commands import drill as drill_command
from rempart.cli.commands import staging as staging_command
from rempart.staging.actions import answer_alarm
from rempart.staging.actions.ask_copy import admit, ask_copy
from rempart.staging.actions.ask_drill import ask_drill
from rempart.staging.core.stage import Stage
from rempart.staging.store.models import SiteCopy
from tests.backup.house import Shop, make, only_a_row
from tests.cast import Cast


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """With a plan and no snapshot; the state folder holds a database, as the command asks first."""
    monkeypatch.setattr(staging, "is_there", lambda state: True)
    return make(cast_, tmp_path, monkeypatch, files=2)


def call(unit: Command, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    """Through the command's own arguments."""
    parser = argparse.ArgumentParser()
    unit.arguments(parser)
    code = unit.run(parser.parse_args([*words, "--json"]))
    return code, json.loads(capsys.readouterr().out)


def test_a_drill_that_cannot_be_held_says_why(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = call(drill_command.UNIT, capsys, "maison-lavande.example")
    assert (code, told["outcome"], told["trouble"]) == (UNUSABLE, "not_held", "no_snapshot")
    code, listed = call(drill_command.UNIT, capsys, shop.site.uid, "--list")
    assert (code, [one["drill"] for one in listed["drills"]]) == (DONE, [told["drill"]])


def test_an_alarm_waits_for_a_person_and_ends_when_nobody_comes(
    shop: Shop, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageFault):
        call(drill_command.UNIT, capsys, shop.site.uid, "--alarm")  # nothing to bring back: nobody is woken
    only_a_row(Plan.objects.get().vaults.get())
    monkeypatch.setattr(answer_alarm, "SEEN_WITHIN_MS", 0)
    monkeypatch.setattr(doing, "WAIT_S", 0.01)
    code, told = call(drill_command.UNIT, capsys, shop.site.uid, "--alarm")
    assert (code, told["outcome"], told["trouble"], told["alarm"]) == (UNUSABLE, "not_held", "nobody_saw", True)
    ask_drill(None, shop.site)
    with pytest.raises(UsageFault):
        call(drill_command.UNIT, capsys, shop.site.uid, "--alarm")  # another one is under way


def test_copies_are_the_workers(
    shop: Shop, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, unit = shop.site.uid, staging_command.UNIT
    monkeypatch.setattr(staging, "NOBODY_S", 0.0)
    monkeypatch.setattr(staging, "WAIT_S", 0.01)
    with pytest.raises(UsageFault):
        call(unit, capsys, "open", site)
    with pytest.raises(UsageFault):
        call(unit, capsys, "make", site)  # nobody takes it up
    row = ask_copy(None, shop.site)
    with pytest.raises(UsageFault):
        call(unit, capsys, "open", site)
    SiteCopy.objects.update(stage=Stage.OPEN, address="http://c.localhost:1")
    code, opened = call(unit, capsys, "open", site)
    assert code == DONE
    assert admit(row.uid, opened["address"].partition("word=")[2])
    assert call(unit, capsys, "make", site)[1]["stage"] == "open"
    code, listed = call(unit, capsys, "list", site)
    assert (code, [one["copy"] for one in listed["copies"]]) == (DONE, [row.uid])
    assert "c.localhost" not in json.dumps(listed)
    with pytest.raises(UsageFault):
        call(unit, capsys, "list", "nowhere.example")
