"""What waits on the watch: an outage that nobody took in hand."""

from django.http import HttpRequest

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.next_step import NextStep
from rempart.watch.store.models import Incident, Monitor


def outage_waits(request: HttpRequest) -> bool:
    """It was told, is still going on, and nobody said that they have it."""
    if not fence.may(request, Permission.ACKNOWLEDGE) or not fence.may(request, Permission.READ):
        return False
    in_reach = fence.visible(request, Monitor.objects.filter(is_on=True)).values("pk")
    open_ones = Incident.objects.filter(monitor__in=in_reach, what=Incident.OUTAGE, ended_ms__isnull=True)
    return open_ones.filter(taken_ms__isnull=True, is_quiet=False).exists()


STEPS = (NextStep(5, "watch", outage_waits),)
