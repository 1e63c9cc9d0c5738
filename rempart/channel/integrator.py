"""The integrator's process: drains the spools, gives indexes, signs; busy databases are waited for, nothing is fatal."""

import logging
import sqlite3
import threading
from pathlib import Path

from rempart.channel import heads, spool
from rempart.channel.lock import FolderLock, Held
from rempart.channel.place import database
from rempart.ledger import keys, recall, rotate
from rempart.ledger.keys import Keys
from rempart.ledger.note import BadNote
from rempart.ledger.stores import sqlite as ledger

LOCK = "integrator"
PAUSE_S = 1.0  # an entry waits at most this long for its index
RETRY_S = 2.0  # after a busy or missing database

log = logging.getLogger("rempart.integrator")


def run(state: Path, stop: threading.Event) -> None:
    """Integrate until `stop` is set. A second integrator waits until the first one's lock is free."""
    said = ""
    while not stop.is_set():
        try:
            with FolderLock(state, LOCK):
                _hold(state, stop)
        except (Held, sqlite3.Error, OSError, BadNote, ledger.Overtaken, recall.RolledBack) as trouble:
            if str(trouble) != said:  # once per cause, not every two seconds
                log.warning("The ledger waits: %s", trouble)
            said = str(trouble)
            stop.wait(RETRY_S)


def _hold(state: Path, stop: threading.Event) -> None:
    if not database(state).exists():
        raise FileNotFoundError(f"{database(state)} does not exist yet")
    signing = keys.load_or_create(state)
    connection = ledger.connect(database(state))
    try:
        heads.learn(connection, state, signing)
        epoch = begin(connection, state, signing)
        while not stop.is_set():
            if not pass_once(connection, state, signing, epoch):
                stop.wait(PAUSE_S)
        pass_once(connection, state, signing, epoch)  # what was acknowledged before the end
    finally:
        connection.close()


def begin(connection: sqlite3.Connection, state: Path, signing: Keys) -> int:
    """Claim the ledger, lock in hand; the epoch. Raises RolledBack when the database is older than what was signed."""
    recall.check(connection, state, signing)
    return ledger.claim(connection)


def pass_once(connection: sqlite3.Connection, state: Path, signing: Keys, epoch: int) -> int:
    """Drain each spool once and integrate once; how much was done. `signing` gives way to a newer key of the folder."""
    done, signing = 0, rotate.signing(connection, state, signing, epoch)
    for origin in spool.origins(state):
        try:
            drained = spool.drain(connection, state, origin)
        except (sqlite3.DatabaseError, ValueError) as trouble:  # one damaged spool does not stop the others
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
