"""Delete personal payloads whose retention period is over."""

from rempart.channel.duty import Duty
from rempart.directory.actions.retain_personal import retain_personal
from rempart.directory.store.models import Organisation
from rempart.terms.duration import HOUR_S


def run() -> bool:
    """One batch of every organisation."""
    return sum(retain_personal(one) for one in Organisation.objects.order_by("pk")) > 0


UNIT = Duty("retain_personal", HOUR_S, run)
