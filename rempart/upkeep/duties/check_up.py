"""The check-up, now and then, for the page of upkeep: looking takes seconds, reading it none."""

from django.conf import settings

from rempart.channel.duty import Duty
from rempart.upkeep.doctor import keep

EVERY_S = 900.0


def run() -> bool:
    """Ask everything once."""
    keep(settings.STATE)
    return False


UNIT = Duty("check_up", EVERY_S, run)
