"""A time stamp a day for each log that changed, where an authority is set."""

import contextlib
import logging

from rempart.channel import database
from rempart.channel.duty import Duty
from rempart.channel.place import state_folder
from rempart.channel.stamping import stamp_due
from rempart.ledger.timestamp import stamps

log = logging.getLogger("rempart.worker")


def run() -> bool:
    """What is due; a failure is noted and tried again."""
    if stamps.configured(state_folder()) is None:
        return False
    with contextlib.closing(database.connect(state_folder())) as connection:
        for fault in stamp_due(connection, state_folder()):
            log.warning("No time stamp: %s", fault)
    return False


UNIT = Duty("stamp", 60.0, run)
