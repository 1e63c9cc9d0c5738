"""What companions have counted, as it was taken in."""

from rempart.channel.visits import Counted
from rempart.companion.store.links import asked
from rempart.companion.store.models import Link, Minute


def counting_sites() -> frozenset[str]:
    """Uids of sites whose companion has told counts, silent ones too."""
    return frozenset(asked().filter(visits_until_ms__gt=0).values_list("site__uid", flat=True))


def counted_since(site_uid: str, from_ms: int) -> Counted | None:
    """None where nothing new was told."""
    row = Link.objects.filter(site__uid=site_uid, visits_until_ms__gt=from_ms).first()
    if row is None:
        return None
    start = max(from_ms, row.visits_from_ms)
    minutes = Minute.objects.filter(link=row, start_ms__gte=start, start_ms__lt=row.visits_until_ms)
    return Counted(start, row.visits_until_ms, dict(minutes.values_list("start_ms", "hits")))
