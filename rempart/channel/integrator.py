"""The integrator's process: drains the spools, gives indexes, signs; busy databases are waited for, nothing is fatal."""

import logging
import threading
import time
from pathlib import Path

from rempart.channel import database, full, heads, spool
from rempart.channel.lock import Held
from rempart.channel.turn import LOCK, Turn
from rempart.ledger import heartbeat, keys, recall, rotate
from rempart.ledger import store as ledger
from rempart.ledger.keys import Keys
from rempart.ledger.note import BadNote
from rempart.ledger.store import FAULTS, Connection
from rempart.ledger.stores import partitions

__all__ = ["LOCK", "begin", "pass_once", "run"]

PAUSE_S = 1.0  # an entry waits at most this long for its index
RETRY_S = 2.0  # after a busy or missing database

log = logging.getLogger("rempart.integrator")


def run(state: Path, stop: threading.Event) -> None:
    """Integrate until `stop` is set. A second integrator waits until the first one's lock or lease is free."""
    said = ""
    while not stop.is_set():
        try:
            _open(state, stop)
        except (Held, *FAULTS, OSError, BadNote, ledger.Overtaken, recall.RolledBack) as trouble:
            if full.is_disk_full(trouble):
                full.note_full(state)
            if str(trouble) != said:  # once per cause, not every two seconds
                log.warning("The ledger waits: %s", trouble)
            said = str(trouble)
            stop.wait(RETRY_S)


def _open(state: Path, stop: threading.Event) -> None:
    if not database.is_there(state):
        raise FileNotFoundError(f"{database.name(state)} does not exist yet")
    connection = database.connect(state)
    try:
        with Turn(state, connection) as turn:
            _hold(connection, state, turn, stop)
    finally:
        connection.close()


def _hold(connection: Connection, state: Path, turn: Turn, stop: threading.Event) -> None:
    signing = own_keys(connection, state)
    heads.learn(connection, state, signing)
    epoch = begin(connection, state, signing)
    beat_s = time.monotonic() + max(0.0, heartbeat.EVERY_S - _age_s(connection))
    while not stop.is_set():
        turn.keep()
        if time.monotonic() >= beat_s:
            _beat(connection, epoch)
            beat_s = time.monotonic() + heartbeat.EVERY_S
        if not pass_once(connection, state, signing, epoch):
            stop.wait(PAUSE_S)
    pass_once(connection, state, signing, epoch)  # what was acknowledged before the end


def _age_s(connection: Connection) -> float:
    age = heartbeat.age_s(connection)
    return heartbeat.EVERY_S if age is None else age


def _beat(connection: Connection, epoch: int) -> None:
    """A sign of life, and the months that will be needed."""
    with ledger.writing(connection):
        heartbeat.beat(connection, epoch)
        if ledger.is_postgres(connection):
            partitions.ensure(connection, time.time_ns() // 1_000_000)


def own_keys(connection: Connection, state: Path) -> Keys:
    """The key that signs. Raises BadNote where the logs were signed by another: two machines on one database share it."""
    signed = connection.execute("SELECT log, note FROM ledger_head WHERE note <> '' ORDER BY recorded_ms DESC")
    newest = next((row for row in signed.fetchall() if not rotate.adopted(state, row[0])), None)
    if newest is None:
        return keys.load_or_create(state)
    try:
        signing = keys.load(state)
        recall.require_own(newest[1], rotate.verifier_of(state, signing, *newest))
    except (FileNotFoundError, BadNote) as bad:
        raise BadNote(
            f"This ledger was signed with another key than the one in {state / keys.KEY_FILE}."
            " Put a copy of that key there; it is never made anew."
        ) from bad
    return signing


def begin(connection: Connection, state: Path, signing: Keys) -> int:
    """Claim the ledger, turn in hand; the epoch. Raises RolledBack when the database is older than what was signed."""
    recall.check(connection, state, signing)
    return ledger.claim(connection)


def pass_once(connection: Connection, state: Path, signing: Keys, epoch: int) -> int:
    """Drain each spool once and integrate once; how much was done. `signing` gives way to a newer key of the folder."""
    done, signing = 0, rotate.signing(connection, state, signing, epoch)
    for origin in spool.origins(state):
        try:
            drained = spool.drain(connection, state, origin)
        except (*FAULTS, ValueError) as trouble:  # one damaged spool does not stop the others
            log.warning("The spool of %s cannot be read: %s", origin, trouble)
            continue
        for gap in drained.gaps:
            log.warning("Entries %d to %d of %s (epoch %d) never arrived", gap.first, gap.last, gap.origin, gap.epoch)
        done += drained.taken
    unsigned = ledger.has_unsigned(connection)
    placed = ledger.integrate(connection, signing, epoch=epoch)
    if placed or unsigned:
        recall.keep(connection, state, epoch)
    return done + placed
