"""A database put back from a copy is noticed before anything is signed on top of it."""

import shutil
from pathlib import Path

import pytest

from rempart.ledger import recall, store
from rempart.ledger.recall import RolledBack
from rempart.ledger.stores.sqlite import connect
from tests.ledger.conftest import Ledger


def keep(ledger: Ledger) -> None:
    recall.keep(ledger.connection, ledger.state, ledger.epoch)


def test_a_ledger_that_went_on(ledger: Ledger) -> None:
    recall.check(ledger.connection, ledger.state, ledger.keys)
    for count in (3, 300, 1):
        ledger.fill(count)
        recall.check(ledger.connection, ledger.state, ledger.keys)
        keep(ledger)
        recall.check(ledger.connection, ledger.state, ledger.keys)
    assert [file.name for file in (ledger.state / recall.FOLDER).iterdir()] == ["acme"]


def test_a_copy_put_back(file_ledger: Ledger, tmp_path: Path) -> None:
    ledger = file_ledger
    ledger.fill(300)
    keep(ledger)
    ledger.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(ledger.state / "rempart.sqlite3", tmp_path / "copy.sqlite3")
    ledger.fill(20)
    keep(ledger)
    older = connect(tmp_path / "copy.sqlite3")
    with pytest.raises(RolledBack, match="has 300 entries, and 320 were already signed"):
        recall.check(older, ledger.state, ledger.keys)
    with store.writing(older):
        store.append(older, [ledger.entry(number, body={}) for number in range(30)])
    store.integrate(older, ledger.keys, epoch=ledger.epoch)
    with pytest.raises(RolledBack, match="differs within the 320 entries"):
        recall.check(older, ledger.state, ledger.keys)
    older.close()


def test_a_torn_file_counts_as_none(ledger: Ledger) -> None:
    ledger.fill(3)
    keep(ledger)
    (ledger.state / recall.FOLDER / "acme").write_bytes(b"\xff half a no")
    recall.check(ledger.connection, ledger.state, ledger.keys)
    ledger.fill(1)
    keep(ledger)
    assert (ledger.state / recall.FOLDER / "acme").read_text("utf-8").startswith("rempart/")
