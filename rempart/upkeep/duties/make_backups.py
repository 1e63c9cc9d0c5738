"""A backup a night, and whenever somebody asks; old ones go."""

from django.conf import settings

from rempart.channel.duty import Duty
from rempart.upkeep.nightly import back_up_if_due

LOOK_S = 5.0  # somebody may wait at the page


def run() -> bool:
    """One backup at most."""
    back_up_if_due(settings.STATE)
    return False


UNIT = Duty("make_backups", LOOK_S, run)
