"""One integrator at a time: by the folder's lock on one machine, by a lease where two share a server."""

import logging
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rempart.channel import database, integrator
from rempart.channel.lock import Held
from rempart.channel.turn import Turn
from rempart.ledger import heartbeat, keys, store
from rempart.ledger.note import BadNote
from rempart.ledger.stores import lease
from rempart.ledger.verify import verify
from tests.channel.conftest import named
from tests.channel.killed import entry

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60.0


@pytest.fixture
def other_state(server_state: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second machine on the same server, with a copy of the key, as the documents say."""
    keys.load_or_create(server_state)
    folder = tmp_path_factory.mktemp("second")
    shutil.copytree(server_state / "keys", folder / "keys")
    return named(folder, (server_state / database.ADDRESS_FILE).read_text())


def append(state: Path, *numbers: int) -> None:
    connection = database.connect(state)
    with store.writing(connection):
        store.append(connection, map(entry, numbers))
    connection.close()


def until_signed(state: Path, size: int) -> None:
    connection = database.connect(state)
    until(lambda: (head := store.head(connection, "acme")) is not None and head.note_size >= size)
    connection.close()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)  # between two looks at the condition


def test_one_folder_one_turn(state: Path) -> None:
    one, two = database.connect(state), database.connect(state)
    with Turn(state, one), pytest.raises(Held, match="process"), Turn(state, two):
        pass
    with Turn(state, two):
        pass
    one.close()
    two.close()


def test_two_machines_one_turn(server_state: Path, other_state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = database.connect(server_state), database.connect(other_state)
    with Turn(server_state, one) as turn:
        with pytest.raises(Held, match="is integrated by"), Turn(other_state, two):
            pass
        monkeypatch.setattr(lease, "LEASE_S", -1)  # it ended a second ago: as after a long silence, whatever the clock
        turn._renew_s = 0
        turn.keep()
        with Turn(other_state, two) as later:
            monkeypatch.undo()
            later._renew_s = 0
            later.keep()
            turn._renew_s = 0
            with pytest.raises(store.Overtaken):
                turn.keep()
    one.close()
    two.close()


def test_a_frozen_machine_is_taken_over_from_and_signs_nothing(
    server_state: Path, other_state: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """SIGSTOP: its connection stays open, so only the lease tells. Woken, it finds a newer epoch."""
    monkeypatch.setattr(integrator, "RETRY_S", 0.2)
    caplog.set_level(logging.WARNING)
    program = (
        "import sys, threading, pathlib\nfrom rempart.ledger.stores import lease\nlease.LEASE_S = 2\n"
        "from rempart.channel import integrator\nintegrator.run(pathlib.Path(sys.argv[1]), threading.Event())"
    )
    first = subprocess.Popen([sys.executable, "-c", program, str(server_state)], cwd=ROOT, stderr=subprocess.PIPE)
    stop = threading.Event()
    second = threading.Thread(target=integrator.run, args=(other_state, stop))
    try:
        append(server_state, 1)
        until_signed(server_state, 1)
        second.start()
        until(lambda: any("is integrated by" in record.message for record in caplog.records))
        first.send_signal(signal.SIGSTOP)
        append(server_state, 2)
        until_signed(other_state, 2)
        first.send_signal(signal.SIGCONT)
        append(server_state, *range(3, 30))
        until_signed(other_state, 29)
    finally:
        stop.set()
        second.join(PATIENCE_S)
        first.kill()
        _, said = first.communicate(timeout=PATIENCE_S)
    assert b"has taken over" in said or b"is integrated by" in said
    connection = database.connect(other_state)
    found = verify(connection, "acme", keys.load(other_state).verifier("acme"))
    assert (found.ok, found.size) == (True, 29)
    connection.close()


def test_another_key_never_signs_on(server_state: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    append(server_state, 1)
    connection = database.connect(server_state)
    signing = integrator.own_keys(connection, server_state)
    integrator.pass_once(connection, server_state, signing, integrator.begin(connection, server_state, signing))
    stranger = named(tmp_path_factory.mktemp("stranger"), (server_state / database.ADDRESS_FILE).read_text())
    with pytest.raises(BadNote, match="another key"):
        integrator.own_keys(connection, stranger)
    assert not (stranger / keys.KEY_FILE).exists()  # none is made: it would look like the right one
    keys.load_or_create(stranger)
    with pytest.raises(BadNote, match="another key"):
        integrator.own_keys(connection, stranger)
    connection.close()


def test_silence_can_be_told_from_quiet(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = database.connect(state)
    assert heartbeat.age_s(connection) is None
    monkeypatch.setattr(integrator, "PAUSE_S", 0.01)
    monkeypatch.setattr(heartbeat, "EVERY_S", 0.1)
    stop = threading.Event()
    thread = threading.Thread(target=integrator.run, args=(state, stop))
    thread.start()
    end = time.monotonic() + PATIENCE_S
    while len(store.read_after(connection, "installation", kinds=[heartbeat.KIND])) < 3:
        assert time.monotonic() < end
        time.sleep(0.02)  # between two looks at the condition
    stop.set()
    thread.join(PATIENCE_S)
    age = heartbeat.age_s(connection)
    assert age is not None
    assert 0 <= age < PATIENCE_S
    connection.close()
