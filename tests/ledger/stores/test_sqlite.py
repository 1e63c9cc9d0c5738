"""What makes a commit on SQLite durable."""

import sqlite3
from pathlib import Path

import pytest

from rempart.ledger.stores.sqlite import connect_to_read
from tests.ledger.conftest import Ledger


def test_the_settings_that_make_a_commit_durable(file_ledger: Ledger, tmp_path: Path) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 5000, "foreign_keys": 1}
    for name, value in wanted.items():
        assert file_ledger.connection.execute(f"PRAGMA {name}").fetchone() == (value,)
    reader = connect_to_read(file_ledger.state / "rempart.sqlite3")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("DELETE FROM ledger_entry")
    reader.close()
    with pytest.raises(sqlite3.OperationalError):
        connect_to_read(tmp_path / "nothing here")
