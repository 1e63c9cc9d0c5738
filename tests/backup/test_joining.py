"""`rempart backup key --join`: plain restic opens a repository with what it prints, with and without this installation."""

import argparse
import io
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from rempart.backup.actions.opened import master_key
from rempart.backup.core.shares import split
from rempart.cli import joining
from rempart.cli.command import DONE, UsageFault
from rempart.cli.commands.backup import UNIT
from tests.backup.house import Shop, make
from tests.cast import Cast


@pytest.fixture
def shop(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """With a snapshot in two places."""
    monkeypatch.setattr(joining, "is_there", lambda state: True)
    found = make(cast_, tmp_path, monkeypatch, files=2, places_=2)
    found.snapshot()
    return found


def call(*words: str) -> int:
    """Through the command's own arguments."""
    parser = argparse.ArgumentParser()
    UNIT.arguments(parser)
    return int(UNIT.run(parser.parse_args(["key", *words])))


def plain(repository: str, password: str, tmp_path: Path) -> list[Any]:
    """What Debian's restic says, told nothing else."""
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "RESTIC_REPOSITORY": repository,
        "RESTIC_PASSWORD": password,
    }
    done = subprocess.run(["restic", "snapshots", "--json"], env=env, capture_output=True, check=True)
    return list(json.loads(done.stdout))


def test_plain_restic_opens_every_repository(
    shop: Shop, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = split(master_key(shop.plan.organisation))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{other.lower()}\n{one.replace('-', ' ')}\n"))
    assert call("--join", "--json") == DONE
    told = json.loads(capsys.readouterr().out)["repositories"]
    assert [row["kind"] for row in told] == ["folder", "folder"]
    for row in told:
        assert len(plain(row["repository"], row["password"], tmp_path)) == 1
    # As on another machine: nothing is known, the shares lie in files, and the repository is named.
    monkeypatch.setattr(joining, "is_there", lambda state: False)
    for name, share in (("one", one), ("other", other)):
        (tmp_path / name).write_text(share)
    words = ("--share", str(tmp_path / "one"), "--share", str(tmp_path / "other"))
    assert call("--join", *words, "--repository", told[0]["repository"]) == DONE
    line = capsys.readouterr().out.strip()
    repository, password = line.split("'")[1], line.split("RESTIC_PASSWORD=")[1].split()[0]
    assert len(plain(repository, password, tmp_path)) == 1
    with pytest.raises(UsageFault):
        call("--join", *words)  # nothing is known here, and nothing was named


def test_shares_that_do_not_fit_are_named_and_none_can_be_an_argument(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = split(master_key(shop.plan.organisation))
    _, strange = split(bytes(32))
    for text in (f"{one}\n{strange}\n", f"{one}\n{one}\n", f"{one}\n", "\n\n", f"{one[:-1]}A\n{one}\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        with pytest.raises(UsageFault):
            call("--join")
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{share}\n" for share in split(bytes(32)))))
    with pytest.raises(UsageFault):
        call("--join")  # a key of no house here
    for words in ([], ["--join", "--share", str(tmp_path)], ["--join", "--share", "/nowhere", "--share", "/nowhere"]):
        with pytest.raises(UsageFault):
            call(*words)
