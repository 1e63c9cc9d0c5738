"""Fire drills that were held: those that failed before the site worked again came back never."""

from collections.abc import Sequence

from rempart.channel.recoveries import Recoveries, Recovery
from rempart.staging.core.stage import HELD
from rempart.staging.store.models import Drill


def last(site: str, since_ms: int, most: int) -> Sequence[Recovery]:
    """Of one site."""
    rows = Drill.objects.filter(site__uid=site, outcome__in=HELD, ended_at_ms__gte=since_ms)
    found = rows.order_by("-ended_at_ms", "-pk")[:most]
    return [Recovery(row.ended_at_ms or 0, row.rto_s, row.rpo_s) for row in found]


UNIT = Recoveries(id="drills", last=last)
