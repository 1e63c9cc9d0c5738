"""The integrator as a thread: it waits for what is away or busy, and works as soon as it can."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rempart.channel import database, integrator
from rempart.channel.lock import FolderLock
from rempart.channel.place import database as file
from rempart.channel.spool import Spool
from rempart.ledger import keys, store
from tests.channel.killed import entry


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], threading.Event]]:
    monkeypatch.setattr(integrator, "PAUSE_S", 0.01)
    monkeypatch.setattr(integrator, "RETRY_S", 0.01)
    running: list[tuple[threading.Thread, threading.Event]] = []

    def go(state: Path) -> threading.Event:
        stop = threading.Event()
        thread = threading.Thread(target=integrator.run, args=(state, stop))
        thread.start()
        running.append((thread, stop))
        return stop

    yield go
    for thread, stop in running:
        stop.set()
        thread.join(30)
        assert not thread.is_alive()


def reached(size: int, state: Path) -> None:
    """Wait until the log has been signed up to this size."""
    connection = database.connect(state)
    deadline = time.monotonic() + 30
    while True:
        head = store.head(connection, "acme")
        if head is not None and head.note_size == size:
            break
        assert time.monotonic() < deadline, head
        time.sleep(0.005)
    connection.close()


def append(state: Path, *numbers: int) -> None:
    connection = database.connect(state)
    with store.writing(connection):
        store.append(connection, map(entry, numbers))
    connection.close()


def test_both_ways_in(state: Path, start: Callable[[Path], threading.Event]) -> None:
    start(state)
    append(state, 1, 2)
    reached(2, state)
    writer = Spool(state, "guard")
    writer.append([entry(3)])
    reached(3, state)
    writer.close()


def test_a_busy_database_is_waited_for(
    file_state: Path, start: Callable[[Path], threading.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rempart.ledger.stores.sqlite.PRAGMAS", ("PRAGMA busy_timeout=1",))
    blocker = database.connect(file_state)
    append(file_state, 1)
    with store.writing(blocker):
        start(file_state)
        time.sleep(0.1)  # several tries fail meanwhile
    reached(1, file_state)
    blocker.close()


def test_it_waits_for_the_lock_and_for_the_database(
    tmp_path: Path, state: Path, start: Callable[[Path], threading.Event]
) -> None:
    with FolderLock(state, integrator.LOCK):
        start(state)
        append(state, 1)
        connection = database.connect(state)
        assert store.head(connection, "acme") is None
        connection.close()
    reached(1, state)
    empty = tmp_path / "empty"
    empty.mkdir()
    start(empty).wait(0.05)
    assert not file(empty).exists()


def test_a_damaged_spool_does_not_stop_the_others(state: Path, start: Callable[[Path], threading.Event]) -> None:
    (state / "spool").mkdir()
    (state / "spool" / "agent.sqlite3").write_bytes(b"no database at all" * 100)
    writer = Spool(state, "guard")
    writer.append([entry(1)])
    start(state)
    reached(1, state)
    writer.close()


def test_what_was_acknowledged_before_the_end_is_still_signed(state: Path) -> None:
    append(state, 1)
    stop = threading.Event()
    stop.set()
    integrator._open(state, stop)
    reached(1, state)
    assert keys.load(state).name.startswith("rempart/")
