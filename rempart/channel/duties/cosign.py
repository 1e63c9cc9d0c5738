"""New heads are cosigned: every two seconds each witness is sent what it has not seen."""

import contextlib

from rempart.channel import database
from rempart.channel.cosign import ask_all
from rempart.channel.duty import Duty
from rempart.channel.place import state_folder


def run() -> bool:
    """One round over all witnesses. Heads that wait are found again, so killing it does no harm."""
    with contextlib.closing(database.connect(state_folder())) as connection:
        ask_all(connection)
    return False  # the next round after the pause, also while the log grows: one signature covers all entries before


UNIT = Duty("cosign", 2.0, run)
