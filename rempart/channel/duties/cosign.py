"""New heads are cosigned: every two seconds each witness is sent what it has not seen."""

import contextlib

from rempart.channel.cosign import ask_all
from rempart.channel.duty import Duty
from rempart.channel.place import database, state_folder
from rempart.ledger.stores import sqlite as store


def run() -> bool:
    """One round over all witnesses. Heads that wait are found again, so killing it does no harm."""
    with contextlib.closing(store.connect(database(state_folder()))) as connection:
        ask_all(connection)
    return False  # the next round after the pause, also while the log grows: one signature covers all entries before


UNIT = Duty("cosign", 2.0, run)
