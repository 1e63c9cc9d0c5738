"""Attempts that are older than a year go, and questions nobody has answered for as long."""

from rempart.directory.actions.action import now_ms
from rempart.people.actions.package_tidy import forget_packages
from rempart.people.store.models import KEPT_DAYS, Attempt, Card
from rempart.terms.duration import DAY_S

BATCH = 500


def forget_old(moment_ms: int | None = None) -> bool:
    """One batch; True when more may wait."""
    moment = now_ms() if moment_ms is None else moment_ms
    before, gone = moment - KEPT_DAYS * DAY_S * 1_000, forget_packages(moment)
    for model, field in ((Attempt, "begun_ms__lt"), (Card, "due_ms__lt")):
        old = list(model.objects.filter(**{field: before}).values_list("pk", flat=True)[:BATCH])
        gone += model.objects.filter(pk__in=old).delete()[0]
    return gone >= BATCH
