"""What waits: a grave flaw that nobody has in hand."""

from django.http import HttpRequest

from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.next_step import NextStep
from rempart.inventory.store.models import Exposure
from rempart.terms.severity import Severity


def grave_flaw_waits(request: HttpRequest) -> bool:
    """It was told, is still there, and nobody said that they have it."""
    if not fence.may(request, Permission.ACKNOWLEDGE) or not fence.may(request, Permission.READ):
        return False
    sites = fence.visible(request, Site.objects.all()).values("pk")
    waiting = Exposure.objects.filter(site__in=sites, ended_ms=None, taken_ms=None)
    return waiting.filter(severity=int(Severity.CRITICAL)).exists()


STEPS = (NextStep(8, "vulnerabilities", grave_flaw_waits),)
