"""What is older than a year goes: attempts, tests, plans, lines of points, questions nobody has answered for as long; drills after three."""

from datetime import UTC, datetime
from typing import Any

from rempart.directory.actions.action import now_ms
from rempart.people.actions.package_tidy import forget_packages
from rempart.people.store.certificates import CERTIFIED_DAYS, Certificate
from rempart.people.store.exercise import HELD_DAYS, Held
from rempart.people.store.house_rules import Confirmation, HouseAsked
from rempart.people.store.models import KEPT_DAYS, Attempt, Card
from rempart.people.store.plan import Exam, PlanItem, SelfCheck
from rempart.people.store.points import Challenge, Earned, Star, Wish
from rempart.terms.duration import DAY_S

BATCH = 500
OLD: tuple[tuple[Any, str, int], ...] = (
    (Attempt, "begun_ms__lt", KEPT_DAYS), (Card, "due_ms__lt", KEPT_DAYS), (SelfCheck, "at_ms__lt", KEPT_DAYS),
    (PlanItem, "made_ms__lt", KEPT_DAYS), (Exam, "begun_ms__lt", KEPT_DAYS), (Earned, "at_ms__lt", KEPT_DAYS),
    (Wish, "ended_ms__lt", KEPT_DAYS), (Challenge, "ends_ms__lt", KEPT_DAYS),
    (Certificate, "issued_ms__lt", CERTIFIED_DAYS), (Held, "begun_ms__lt", HELD_DAYS),
    (Confirmation, "at_ms__lt", KEPT_DAYS), (HouseAsked, "last_ms__lt", KEPT_DAYS),
)  # fmt: skip


def forget_old(moment_ms: int | None = None) -> bool:
    """One batch; True when more may wait."""
    moment = now_ms() if moment_ms is None else moment_ms
    gone = forget_packages(moment)
    for model, field, days in OLD:
        old = list(model.objects.filter(**{field: moment - days * DAY_S * 1_000}).values_list("pk", flat=True)[:BATCH])
        gone += model.objects.filter(pk__in=old).delete()[0]
    stars = Star.objects.filter(created_at__lt=_day(moment - KEPT_DAYS * DAY_S * 1_000)).values_list("pk", flat=True)
    gone += Star.objects.filter(pk__in=list(stars[:BATCH])).delete()[0]
    return gone >= BATCH


def _day(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1_000, UTC)
