"""`rempart companion build`: the same file every time, said with its digest; a place that cannot be written is said."""

import hashlib
import json
from pathlib import Path

import pytest

from rempart.cli.main import main


def test_the_same_zip_each_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.zip", "b.zip"):
        assert main(["companion", "build", "--out", str(tmp_path / name), "--json"]) == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert said[0]["sha256"] == said[1]["sha256"] == hashlib.sha256((tmp_path / "a.zip").read_bytes()).hexdigest()
    assert said[0]["file"] == str(tmp_path / "a.zip")


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["companion", "build", "--out", str(tmp_path / "missing" / "a.zip")]) == 2
    assert "--out" in capsys.readouterr().err
