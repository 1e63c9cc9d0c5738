"""The systemd unit, checked by systemd itself."""

import subprocess
from pathlib import Path

import pytest

from rempart.cli.main import main
from rempart.daemon import service


def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    file = tmp_path / service.NAME
    file.write_text(service.unit(Path("/bin/true"), ["--public", "a.example"], low_ports=True), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(file)], capture_output=True, text=True, check=False
    )
    about_ours = [line for line in done.stderr.splitlines() if "rempart" in line]
    assert done.returncode == 0, done.stderr
    assert not about_ours


def test_a_word_with_a_percent_or_a_space_stays_one_word() -> None:
    text = service.unit(Path("/opt/my rempart/bin/rempart"), ["--acme-mail", "a%b$c@x"], low_ports=False)
    assert "ExecStart='/opt/my rempart/bin/rempart' up --acme-mail 'a%%b$$c@x'" in text


def test_ports_below_1024_are_asked_for_only_with_a_public_name() -> None:
    assert "CAP_NET_BIND" not in service.unit(Path("/x"), [], low_ports=False)


def test_written_and_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["service", "install", "--folder", str(tmp_path), "--up=--listen 127.0.0.1:9000"]) == 0
    assert "--listen 127.0.0.1:9000" in (tmp_path / service.NAME).read_text("utf-8")
    assert "systemctl" in capsys.readouterr().out
    assert main(["service", "remove", "--folder", str(tmp_path)]) == 0
    assert not (tmp_path / service.NAME).exists()


@pytest.mark.parametrize("word", ["install", "remove"])
def test_a_unit_that_is_not_ours_stays(tmp_path: Path, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / service.NAME).write_text("[Service]\nExecStart=/bin/other\n", "utf-8")
    assert main(["service", word, "--folder", str(tmp_path)]) == 2
    assert (tmp_path / service.NAME).read_text("utf-8").startswith("[Service]")
    assert "Rempart" in capsys.readouterr().err
