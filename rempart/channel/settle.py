"""Give every acknowledged entry its index now: here, or by waiting for the installation that runs on the folder."""

import time
from collections.abc import Callable
from pathlib import Path

from rempart.channel import database
from rempart.channel.integrator import begin, own_keys, pass_once
from rempart.channel.lock import Held
from rempart.channel.turn import Turn
from rempart.ledger import rotate
from rempart.ledger import store as ledger
from rempart.ledger.recall import RolledBack
from rempart.ledger.store import Connection

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


def _until(state: Path, is_done: Callable[[Connection], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    connection = database.connect(state)
    try:
        while not is_done(connection):
            try:
                with Turn(state, connection) as turn:
                    signing = own_keys(connection, state)
                    epoch = begin(connection, state, signing)
                    while pass_once(connection, state, signing, epoch):
                        turn.keep()
            except RolledBack as older:
                raise NotSettled(str(older)) from older
            except Held as busy:
                if time.monotonic() > deadline:
                    raise NotSettled(f"Entries wait for their place in the ledger: {busy}") from busy
                time.sleep(LOOK_S)
    finally:
        connection.close()
