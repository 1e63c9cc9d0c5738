"""Questions about companions, and the one line to a site."""

from django.db.models import QuerySet

from rempart.channel import sealed
from rempart.channel.companion import Companion
from rempart.channel.companion.line import TOTAL_S
from rempart.channel.lab import private_allowed
from rempart.companion.core.states import ASKED
from rempart.companion.store.models import Link
from rempart.directory.store.models import Organisation, Site


def place_of(row: Link) -> str:
    """What its key is bound to."""
    return f"companion-link:{row.uid}"


def link_of(site: Site) -> Link | None:
    """None for a site that nobody connected."""
    return Link.objects.filter(site=site).first()


def asked(organisation: Organisation | None = None) -> QuerySet[Link]:
    """Those that are asked: connected, silent ones and lying ones too, of organisations that are open."""
    rows = Link.objects.filter(state__in=ASKED, organisation__closure=None)
    return rows if organisation is None else rows.filter(organisation=organisation)


def line_to(row: Link, total_s: float = TOTAL_S) -> Companion:
    """Raises sealed.Unreadable when the key cannot be opened here. `total_s` is the longest that one call may take."""
    seed = sealed.decrypt(bytes(row.key_seed), place_of(row))
    return Companion(
        row.home, seed, row.site_key, door=row.door, allow_private=may_be_private(row.site), total_s=total_s
    )


def may_be_private(site: Site) -> bool:
    """On this machine or a private network: the operator allows it, and the site was added as such."""
    return site.is_private and private_allowed()
