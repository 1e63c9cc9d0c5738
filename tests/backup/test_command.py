"""`rempart backup run | list | verify | rehearse | restore SITE --json`, as docs/contracts.md says."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from rempart.cli import vaulting
from rempart.cli.command import DONE, FINDING, UNUSABLE, UsageFault
from rempart.cli.commands.backup import UNIT
from tests.backup.house import Shop, make
from tests.cast import Cast

FIELDS = {"snapshot", "bytes", "seconds", "achieved_rto_s", "achieved_rpo_s", "verified"}


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """With a plan; the state folder holds a database, as the command asks first."""
    monkeypatch.setattr(vaulting, "is_there", lambda state: True)
    return make(cast_, tmp_path, monkeypatch, files=4)


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    """Through the command's own arguments."""
    parser = argparse.ArgumentParser()
    UNIT.arguments(parser)
    code = UNIT.run(parser.parse_args([*words, "--json"]))
    return code, json.loads(capsys.readouterr().out)


def test_every_word_answers_one_document(
    shop: Shop, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = "maison-lavande.example"
    code, made = call(capsys, "run", site)
    assert code == DONE
    assert set(made) >= FIELDS
    assert made["bytes"] > 0
    code, listed = call(capsys, "list", shop.site.uid)
    assert (code, [row["snapshot"] for row in listed["snapshots"]]) == (DONE, [made["snapshot"]])
    assert call(capsys, "verify", site)[1]["verified"] is True
    rehearsed = call(capsys, "rehearse", site)[1]
    assert rehearsed["achieved_rto_s"] >= 1
    (shop.root / "index.php").write_text("defaced")
    code, back = call(capsys, "restore", site, "--file", "index.php")
    assert (code, back["stage"]) == (DONE, "done")
    assert "front page" in (shop.root / "index.php").read_text()
    assert call(capsys, "restore", site, "--undo")[0] == DONE
    assert (shop.root / "index.php").read_text() == "defaced"
    code, scratch = call(capsys, "restore", site, "--to-folder", str(tmp_path / "scratch"))
    assert code == DONE
    assert "front page" in (Path(scratch["files"]) / "index.php").read_text()
    assert (Path(scratch["database"]) / "site.sqlite").exists()
    monkeypatch.setenv("REMPART_BACKUP_FOLDERS", "/nowhere")
    code, barred = call(capsys, "run", site)
    assert (code, barred["trouble"], barred["verified"]) == (UNUSABLE, "not_allowed", False)


def test_what_is_wrong_is_said(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["run", "nobody.example"], ["run", ""], ["restore", shop.site.uid, "--at", "yesterday"]):
        with pytest.raises(UsageFault):
            call(capsys, *words)
    with pytest.raises(UsageFault):
        call(capsys, "restore", shop.site.uid)  # there is none yet
    code, failed = call(capsys, "verify", shop.site.uid)
    assert (code, failed["verified"]) == (FINDING, False)
