"""A clock that was set back stalls nothing: what waits for a moment too late goes on, and the record says so once."""

import time

from django.db import transaction

from rempart.channel.duty import Duty
from rempart.directory.actions.action import now_ms, raw_connection
from rempart.events import upkeep as events
from rempart.ledger import store
from rempart.terms.duration import HOUR_S
from rempart.upkeep import clock_back, record

LOOK_S = 15.0
SAID_EVERY_S = HOUR_S  # two machines on one database whose clocks stay apart would say it at every look

_quiet_until_s = float("-inf")


def run() -> bool:
    """One look. What is due again and the sentence about it commit together."""
    global _quiet_until_s
    is_quiet = time.monotonic() < _quiet_until_s
    with transaction.atomic():
        waiting = clock_back.pull_in(now_ms())
        if waiting and not is_quiet:
            store.append(raw_connection(), [record.entry(events.CLOCK_SET_BACK, {"waiting": waiting})])
    if waiting and not is_quiet:
        _quiet_until_s = time.monotonic() + SAID_EVERY_S
    return False


UNIT = Duty("watch_clock", LOOK_S, run)
