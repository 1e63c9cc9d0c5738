"""What waits for whoever connects sites: a companion that fell silent or is not believed, or a code not typed yet."""

from django.http import HttpRequest

from rempart.companion.core.states import LinkState
from rempart.companion.store.models import Link
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.next_step import NextStep

AWAY = (LinkState.SILENT, LinkState.LYING, LinkState.WAITING)


def site_is_away(request: HttpRequest) -> bool:
    """Of the sites within reach one cannot be seen from inside, though somebody wanted it to be."""
    if not fence.may(request, Permission.MANAGE_COMPANION):
        return False
    mine = fence.visible(request, Site.objects.all(), Permission.MANAGE_COMPANION)
    return Link.objects.filter(site__in=mine.values("pk"), state__in=AWAY).exists()


STEPS = (NextStep(35, "companions", site_is_away),)
