"""What was closed to be deleted goes when its days of grace are over."""

from django.conf import settings

from rempart.channel.duty import Duty
from rempart.terms.duration import HOUR_S
from rempart.upkeep.tenants.due import delete_due


def run() -> bool:
    """All that are due."""
    delete_due(settings.STATE)
    return False


UNIT = Duty("delete_organisations", float(HOUR_S), run)
