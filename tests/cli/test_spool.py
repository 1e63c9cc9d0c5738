"""`rempart spool allow|list|revoke` on a real data folder."""

import contextlib
import json
from pathlib import Path

import pytest

from rempart.channel.place import database
from rempart.cli.main import main
from rempart.ledger import keys, store
from rempart.ledger.stores import sqlite


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REMPART_DATA", str(tmp_path))
    with contextlib.closing(sqlite.connect(database(tmp_path))) as connection, store.writing(connection):
        store.create(connection)
    keys.load_or_create(tmp_path)
    return tmp_path


def test_allowed_listed_revoked_and_recorded(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["spool", "list"]) == 0
    assert "rempart spool allow" in capsys.readouterr().out
    assert main(["spool", "allow", "guard", "--org", "acme", "--org", "-", "--kind", "guard.*"]) == 0
    assert main(["spool", "list", "--json"]) == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert [right["org"] for right in said["rights"]] == ["", "acme"]
    assert main(["spool", "revoke", "guard"]) == 0
    assert main(["spool", "revoke", "guard"]) == 2
    with contextlib.closing(sqlite.connect(database(folder))) as connection:
        kinds = [kind for (kind,) in connection.execute("SELECT kind FROM ledger_entry ORDER BY id")]
    assert kinds == ["ledger.origin.allowed", "ledger.origin.revoked"]


@pytest.mark.parametrize("kind", ["ledger.*", "*", "directory.person.erased"])
def test_what_nobody_gets(folder: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["spool", "allow", "guard", "--org", "acme", "--kind", kind]) == 2
    assert kind in capsys.readouterr().err
