"""What waits for whoever connects sites: a companion that fell silent, is not believed or waits for its code, and a
protection that somebody let go of there."""

from django.http import HttpRequest

from rempart.companion.core.states import LinkState
from rempart.companion.store.models import Link
from rempart.companion.web.protections import parted
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.next_step import NextStep

MOST = 200  # sites that are looked through for a person who has just come in
AWAY = (LinkState.SILENT, LinkState.LYING, LinkState.WAITING)


def site_is_away(request: HttpRequest) -> bool:
    """Of the sites within reach one cannot be seen from inside, or is not as protected as somebody asked."""
    if not fence.may(request, Permission.MANAGE_COMPANION):
        return False
    mine = fence.visible(request, Site.objects.all(), Permission.MANAGE_COMPANION)
    links = Link.objects.filter(site__in=mine.values("pk"))
    if links.filter(state__in=AWAY).exists():
        return True
    return any(parted(row) for row in links.filter(state=LinkState.CONNECTED).exclude(wanted={})[:MOST])


STEPS = (NextStep(35, "companions", site_is_away),)
