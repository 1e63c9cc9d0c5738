"""A disk that was full is told in the record, as soon as there is room to tell it."""

import shutil

from django.conf import settings

from rempart.channel.duty import Duty
from rempart.events import upkeep as events
from rempart.upkeep import record

FULL_BYTES = 4 * 1024 * 1024  # less, and the next batch may not fit
LOOK_S = 30.0

_was_full = False


def run() -> bool:
    """One look."""
    global _was_full
    is_full = shutil.disk_usage(settings.STATE).free < FULL_BYTES
    if _was_full and not is_full:
        record.note(settings.STATE, events.DISK_FULL, {})
    _was_full = is_full
    return False


UNIT = Duty("watch_space", LOOK_S, run)
