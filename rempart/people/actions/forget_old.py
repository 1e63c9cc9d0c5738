"""Attempts that are older than a year go, and questions nobody has answered for as long."""

from rempart.directory.actions.action import now_ms
from rempart.people.store.models import KEPT_DAYS, Attempt, Card
from rempart.terms.duration import DAY_S

BATCH = 500


def forget_old(moment_ms: int | None = None) -> bool:
    """One batch; True when more may wait."""
    before = (now_ms() if moment_ms is None else moment_ms) - KEPT_DAYS * DAY_S * 1_000
    gone = 0
    for model, field in ((Attempt, "begun_ms__lt"), (Card, "due_ms__lt")):
        old = list(model.objects.filter(**{field: before}).values_list("pk", flat=True)[:BATCH])
        gone += model.objects.filter(pk__in=old).delete()[0]
    return gone >= BATCH
