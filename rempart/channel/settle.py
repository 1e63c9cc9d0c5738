"""Give every acknowledged entry its index now: here, or by waiting for the installation that runs on the folder."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from rempart.channel.integrator import LOCK, begin, pass_once
from rempart.channel.lock import FolderLock, Held
from rempart.channel.place import database
from rempart.ledger import keys, rotate
from rempart.ledger.recall import RolledBack
from rempart.ledger.stores import sqlite as ledger

PATIENCE_S = 30.0  # a running integrator works every second; this long means that it is stuck
LOOK_S = 0.05


class NotSettled(RuntimeError):
    """Entries still wait for their index; the message says what to look at."""


def settle(state: Path) -> None:
    """Returns when nothing waits. Raises NotSettled when the running installation does not get on."""
    _until(state, lambda connection: not ledger.pending_count(connection))


def rotate_key(state: Path) -> None:
    """Replace the signing key, here or by the installation that runs; returns when it is done. Raises NotSettled."""
    rotate.request(state)
    _until(state, lambda _: not rotate.is_under_way(state))


def _until(state: Path, is_done: Callable[[sqlite3.Connection], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    connection = ledger.connect(database(state))
    try:
        while not is_done(connection):
            try:
                with FolderLock(state, LOCK):
                    signing = keys.load_or_create(state)
                    epoch = begin(connection, state, signing)
                    while pass_once(connection, state, signing, epoch):
                        pass
            except RolledBack as older:
                raise NotSettled(str(older)) from older
            except Held as busy:
                if time.monotonic() > deadline:
                    raise NotSettled(f"Entries wait for their place in the ledger: {busy}") from busy
                time.sleep(LOOK_S)
    finally:
        connection.close()
