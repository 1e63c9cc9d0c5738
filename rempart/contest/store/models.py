"""Tables of the contest. Purpose: to play one, and to see what departments found hard. Of sides, never of persons.

Who plays for which side is known until the contest ends, then emptied; who handed in a flag, asked for a hint or a remedy
is kept nowhere. Contests are kept for `KEPT_DAYS` (duty contest_forget).
"""

from typing import Any, ClassVar

from django.db import models

from rempart.contest.core.score import LEAST_SIDE
from rempart.contest.core.states import Done, Stage
from rempart.directory.store.models import Owned, Team

KEPT_DAYS = 366


class Contest(Owned):
    """`fund_minor` is what the winner's department may spend, in the organisation's currency. `marked_ms` is when the minute
    was last looked at. The key that makes its flags lies in the state folder while it runs, not here."""

    name = models.CharField(max_length=120)
    stage = models.CharField(max_length=10, default=Stage.WAITING)
    minutes = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField(default=LEAST_SIDE)
    weaknesses: Any = models.JSONField(default=list)
    fund_minor = models.PositiveBigIntegerField(default=0)
    is_handed_over = models.BooleanField(default=False)
    asked_ms = models.BigIntegerField()
    begun_ms = models.BigIntegerField(null=True)
    ends_ms = models.BigIntegerField(null=True)
    is_end_asked = models.BooleanField(default=False)
    marked_ms = models.BigIntegerField(default=0)
    trouble = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "stage"])]

    def __str__(self) -> str:
        return self.name


class Camp(Owned):
    """A department in a contest, and its site. `members` are accounts (uids) as of the beginning, emptied at the end;
    `name` stays when the department goes. `ground` is what there was to remedy when last looked at. `tries` are flags handed in within the minute `tries_ms` began."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=200)
    members: Any = models.JSONField(default=list)
    size = models.PositiveIntegerField()
    address = models.CharField(max_length=200, blank=True)
    ground: Any = models.JSONField(default=dict)
    checks = models.PositiveIntegerField(default=0)
    works = models.PositiveIntegerField(default=0)
    is_working = models.BooleanField(default=True)
    tries = models.PositiveIntegerField(default=0)
    tries_ms = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Guarded(Owned):
    """One weakness on one side's site, by the minute."""

    side = models.ForeignKey(Camp, on_delete=models.CASCADE)
    weakness = models.CharField(max_length=40)
    is_closed = models.BooleanField(default=False)
    minutes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["side", "weakness"], name="contest_guarded_once")
        ]

    def __str__(self) -> str:
        return self.weakness


class Found(Owned):
    """A flag of `victim` that `side` handed in: once. The first of its kind is one of a contest."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE)
    side = models.ForeignKey(Camp, on_delete=models.CASCADE)
    victim = models.ForeignKey(Camp, on_delete=models.CASCADE, related_name="+")
    weakness = models.CharField(max_length=40)
    is_first = models.BooleanField(default=False)
    at_ms = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["side", "victim", "weakness"], name="contest_found_once"),
            models.UniqueConstraint(
                fields=["contest", "weakness"], condition=models.Q(is_first=True), name="contest_first_once"
            ),
        ]

    def __str__(self) -> str:
        return self.weakness


class Hinted(Owned):
    """A hint that a side asked for."""

    side = models.ForeignKey(Camp, on_delete=models.CASCADE)
    weakness = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["side", "weakness"], name="contest_hinted_once")
        ]

    def __str__(self) -> str:
        return self.weakness


class Remedy(Owned):
    """A change that a side wants on its own site; the worker makes it."""

    side = models.ForeignKey(Camp, on_delete=models.CASCADE)
    kind = models.CharField(max_length=20)
    target = models.CharField(max_length=120)
    stage = models.CharField(max_length=8, default=Done.WAITING)
    at_ms = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"


class Word(Owned):
    """A one-time way into one site; who asked for it is not kept."""

    side = models.ForeignKey(Camp, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    until_ms = models.BigIntegerField()

    def __str__(self) -> str:
        return f"into {self.side}"
