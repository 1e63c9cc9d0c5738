"""Old copies go whether or not new ones can be made: erasing a person promises that no key lives longer than 30 days."""

import time

from django.conf import settings

from rempart.channel.duty import Duty
from rempart.terms.duration import HOUR_S
from rempart.upkeep.backup import prune


def run() -> bool:
    """All that are old, at once."""
    prune(settings.STATE, time.time_ns() // 1_000_000)
    return False


UNIT = Duty("clear_copies", float(HOUR_S), run)
