"""A disk that was full, or a quota that was used up, is told in the record as soon as there is room to tell it."""

import shutil

from django.conf import settings

from rempart.channel import full
from rempart.channel.duty import Duty
from rempart.events import upkeep as events
from rempart.upkeep import record

FULL_BYTES = 4 * 1024 * 1024  # less, and the next batch may not fit
LOOK_S = 10.0


def run() -> bool:
    """One look. What a write met in between, in any process, or before a restart, stands in the sign."""
    state = settings.STATE
    full.prepare(state)
    if shutil.disk_usage(state).free < FULL_BYTES:
        full.note_full(state)
    elif full.failed_at_s(state) and full.has_room(state, FULL_BYTES):
        record.note(state, events.DISK_FULL, {})
        full.put_down(state)
    return False


UNIT = Duty("watch_space", LOOK_S, run)
