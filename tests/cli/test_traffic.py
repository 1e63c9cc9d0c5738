"""`rempart traffic`: following, listing and stopping, by the command's own arguments."""

import argparse
import json
from importlib import import_module
from pathlib import Path

import pytest

from rempart.cli.command import DONE, UsageFault
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.watch.core.rhythm import BIN_MS, bin_of
from rempart.watch.store.models import Tap
from tests.cast import Cast
from tests.watch.actions.test_requests import lay


@pytest.fixture
def site(cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The tables are there, and nothing is settled into a ledger of its own."""
    monkeypatch.setattr("rempart.daemon.prepare.migrate", lambda folder: None)
    monkeypatch.setattr("rempart.cli.commands.traffic.settle", lambda folder: None)
    return add_site(cast_.alice, cast_.lavande, "https://boutique.example")


def traffic(*words: str) -> int:
    unit = import_module("rempart.cli.commands.traffic").UNIT
    parser = argparse.ArgumentParser()
    unit.arguments(parser)
    return int(unit.run(parser.parse_args([*words])))


def test_a_log_is_followed_listed_and_left(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "access.log"
    lay(log, bin_of(now_ms()) - 24 * BIN_MS, 40)
    assert traffic("list") == DONE
    assert "Nothing is counted yet" in capsys.readouterr().out
    assert traffic("follow", site.uid, str(log), "--from-start", "--json") == DONE
    assert json.loads(capsys.readouterr().out) == {"site": site.uid, "bins": 25}
    assert traffic("list", "--json") == DONE
    (one,) = json.loads(capsys.readouterr().out)["traffic"]
    assert (one["address"], one["by"], one["state"]) == (site.address, "log", "learning")
    assert str(log) not in json.dumps(one)
    assert traffic("follow", site.address, str(log)) == DONE
    assert "0 hours of them are known already" in capsys.readouterr().out
    assert traffic("stop", site.uid, "--json") == DONE
    assert json.loads(capsys.readouterr().out) == {"stopped": site.uid}
    assert not Tap.objects.exists()


def test_what_cannot_be_is_said_with_what_helps(site: Site, tmp_path: Path) -> None:
    for words in (["follow", "nobody.example", "/x"], ["follow", site.uid, str(tmp_path)], ["stop", site.uid],
                  ["follow", site.uid, "/nowhere.log"]):  # fmt: skip
        with pytest.raises(UsageFault):
            traffic(*words)
    Tap.objects.create(organisation=site.organisation, site=site, by="companion", since_ms=1)
    with pytest.raises(UsageFault, match="companion counts them"):
        traffic("stop", site.uid)
    assert Tap.objects.exists()
