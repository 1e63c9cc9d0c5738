"""Address and browser of a hit are emptied after `RAW_DAYS`; the hit is gone after `KEPT_DAYS`; counts of forged ones, too."""

from rempart.directory.actions.action import now_ms
from rempart.mail.store.hits import KEPT_DAYS, RAW_DAYS, Hit, HitSegment
from rempart.terms.duration import DAY_S

BATCH = 500
DAY_MS = DAY_S * 1_000


def forget_hits(moment_ms: int | None = None) -> bool:
    """One batch; True when more may wait."""
    now = now_ms() if moment_ms is None else moment_ms
    raw = Hit.objects.filter(at_ms__lt=now - RAW_DAYS * DAY_MS, rules__gt=0).exclude(sealed=b"")
    gone = Hit.objects.filter(pk__in=list(raw.values_list("pk", flat=True)[:BATCH])).update(sealed=b"", network="")
    old = Hit.objects.filter(at_ms__lt=now - KEPT_DAYS * DAY_MS)
    gone += Hit.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:BATCH])).delete()[0]
    over = HitSegment.objects.filter(is_over=True, at_ms__lt=now - RAW_DAYS * DAY_MS)
    gone += HitSegment.objects.filter(pk__in=list(over.values_list("pk", flat=True)[:BATCH])).delete()[0]
    return gone >= BATCH
