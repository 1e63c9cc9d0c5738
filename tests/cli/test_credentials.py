"""`rempart credentials check`: says what is wrong and where, and never the secret."""

import json
import secrets
from pathlib import Path

import pytest

from rempart.cli.main import main

LEAKED = "trustno1"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    strong = secrets.token_urlsafe(24)
    (tmp_path / "wp-config.php").write_text(
        f"<?php define('DB_PASSWORD', '{LEAKED}'); define('AUTH_KEY', 'put your unique phrase here');"
        f"define('NONCE_SALT', '{strong}'); define('FTP_PASS', getenv('X'));"
    )
    (tmp_path / ".env").write_text(f"API_TOKEN={strong}\n")
    return [str(tmp_path / "wp-config.php"), str(tmp_path / ".env")]


def test_findings_name_the_place_and_never_the_secret(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["credentials", "check", *files, "--json"]) == 1
    out = capsys.readouterr().out
    said = json.loads(out)
    assert (said["files"], said["secrets"], said["elsewhere"]) == (2, 4, 1)
    assert [(one["fault"], one["name"]) for one in said["findings"]] == [
        ("breached", "DB_PASSWORD"),
        ("default", "AUTH_KEY"),
        ("reused", "API_TOKEN"),
    ]
    assert LEAKED not in out
    assert main(["credentials", "check", *files]) == 1
    text = capsys.readouterr().out
    assert "leaked passwords" in text
    assert LEAKED not in text
    for line in Path(files[1]).read_text().splitlines():
        assert line.split("=")[1] not in text


def test_nothing_found_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / ".env"
    file.write_text(f"API_TOKEN={secrets.token_urlsafe(24)}\n")
    assert main(["credentials", "check", str(file)]) == 0
    file.write_text("# nothing\n")
    assert main(["credentials", "check", str(file)]) == 0
    assert "says nothing of others" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["missing.env", "holiday.txt", ""])
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "holiday.txt").write_text("password=x")
    assert main(["credentials", "check", str(tmp_path / name)]) == 2
    assert "cannot be" in capsys.readouterr().err
    if name == "holiday.txt":
        assert main(["credentials", "check", str(tmp_path / name), "--kind", "env"]) == 1
