"""Attempts that are older than a year go, questions nobody has answered for as long, and drills after three."""

from rempart.directory.actions.action import now_ms
from rempart.people.actions.package_tidy import forget_packages
from rempart.people.store.exercise import HELD_DAYS, Held
from rempart.people.store.models import KEPT_DAYS, Attempt, Card
from rempart.terms.duration import DAY_S

BATCH = 500


def forget_old(moment_ms: int | None = None) -> bool:
    """One batch; True when more may wait."""
    moment = now_ms() if moment_ms is None else moment_ms
    gone = forget_packages(moment)
    kept = ((Attempt, "begun_ms__lt", KEPT_DAYS), (Card, "due_ms__lt", KEPT_DAYS), (Held, "begun_ms__lt", HELD_DAYS))
    for model, field, days in kept:
        old = list(model.objects.filter(**{field: moment - days * DAY_S * 1_000}).values_list("pk", flat=True)[:BATCH])
        gone += model.objects.filter(pk__in=old).delete()[0]
    return gone >= BATCH
