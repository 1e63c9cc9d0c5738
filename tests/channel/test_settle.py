"""Settling at once: here, or by whoever holds the lock; never on top of an older database."""

from pathlib import Path

import pytest

from rempart.channel import database, settle
from rempart.channel.integrator import LOCK
from rempart.channel.lock import FolderLock
from rempart.channel.settle import NotSettled
from rempart.ledger import store
from tests.channel.killed import entry


def append(state: Path, number: int) -> None:
    connection = database.connect(state)
    with store.writing(connection):
        store.append(connection, [entry(number)])
    connection.close()


def test_what_waits_gets_its_index(state: Path) -> None:
    append(state, 1)
    settle.settle(state)
    connection = database.connect(state)
    assert store.pending_count(connection) == 0
    connection.close()


def test_a_holder_that_does_not_get_on_is_named(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settle, "PATIENCE_S", 0.05)
    monkeypatch.setattr(settle, "LOOK_S", 0.01)
    append(state, 1)
    with FolderLock(state, LOCK), pytest.raises(NotSettled, match="held by process"):
        settle.settle(state)


def test_an_older_database_is_not_continued(state: Path) -> None:
    append(state, 1)
    settle.settle(state)
    connection = database.connect(state)
    connection.execute("DELETE FROM ledger_head")
    connection.execute("DELETE FROM ledger_place")
    with pytest.raises(NotSettled, match="already signed"):
        settle.settle(state)
    assert store.head(connection, "acme") is None
    connection.close()
