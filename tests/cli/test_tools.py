"""`rempart tools`: what is there, what is missing, and a failure told in a sentence."""

import json
from pathlib import Path

import pytest

from rempart.cli.main import main
from rempart.scanner.net.install import program, requirements


def test_nothing_is_installed_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REMPART_DATA", str(tmp_path))
    assert main(["tools", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"tools": [{"id": "sslyze", "installed": False, "new": False}]}


def test_a_half_built_environment_does_not_count(tmp_path: Path) -> None:
    folder = tmp_path / "tools" / "sslyze"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "sslyze").touch()
    assert program(tmp_path) is None
    (folder / "ready").touch()
    assert program(tmp_path) == folder / "bin" / "sslyze"
    assert program(None) is None


def test_an_installer_that_fails_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "bin" / "uv"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\necho 'no network here' >&2\nexit 9\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{broken.parent}:/usr/bin:/bin")
    monkeypatch.setenv("REMPART_DATA", str(tmp_path / "state"))
    assert main(["tools", "install"]) == 2
    told = capsys.readouterr().err
    assert "no network here" in told
    assert "Check the network" in told
    assert program(tmp_path / "state") is None


def test_the_pins_have_hashes_and_no_addresses() -> None:
    text = requirements().read_text("utf-8")
    assert "sslyze==6.3.1" in text
    assert text.count("--hash=sha256:") > 50
    assert "://" not in text
