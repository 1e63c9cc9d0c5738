"""Contests older than a year go, with everything of their sides."""

from rempart.contest.core.states import LIVE
from rempart.contest.store.models import KEPT_DAYS, Contest
from rempart.directory.actions.action import now_ms
from rempart.terms.duration import DAY_S

BATCH = 50


def forget_contests(moment_ms: int | None = None) -> bool:
    """One batch; True when more may wait."""
    moment = now_ms() if moment_ms is None else moment_ms
    old = Contest.objects.exclude(stage__in=LIVE).filter(asked_ms__lt=moment - KEPT_DAYS * DAY_S * 1_000)
    gone = Contest.objects.filter(pk__in=list(old.order_by("pk").values_list("pk", flat=True)[:BATCH])).delete()[0]
    return gone >= BATCH
