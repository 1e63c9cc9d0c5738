"""Sessions that have run out open nothing, and are traces of people: they go."""

from django.contrib.sessions.models import Session
from django.utils import timezone

from rempart.channel.duty import Duty
from rempart.terms.duration import HOUR_S

BATCH = 1_000  # deleted in one transaction: far below a second


def run() -> bool:
    """True while more wait."""
    old = list(
        Session.objects.filter(expire_date__lt=timezone.now()).order_by("pk").values_list("pk", flat=True)[:BATCH]
    )
    Session.objects.filter(pk__in=old).delete()
    return len(old) == BATCH


UNIT = Duty("drop_sessions", float(HOUR_S), run)
