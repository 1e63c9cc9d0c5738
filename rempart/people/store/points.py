"""Tables of points, prizes, stars and challenges. Purpose: engagement; nobody claims that points lower risk.

Lines are kept for `KEPT_DAYS` (people_forget). Whoever opts out has no line, no balance and no open wish; what a firm has
handed out stays in its count without a name.
"""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Account, Organisation, Owned, Team
from rempart.people.core.points import LEAST_TEAM, Why


class Purse(Owned):
    """What somebody has left. `is_out`: no points for this person; `is_named`: may stand as the star of a month."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    balance = models.PositiveIntegerField(default=0)
    is_out = models.BooleanField(default=False)
    is_named = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "organisation"], name="people_purse_once"),
            models.CheckConstraint(condition=models.Q(balance__gte=0), name="people_purse_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"purse {self.uid}"


class Earned(Owned):
    """One line: how many points for what. `source` is the entry of the record that it comes from: it counts once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    points = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=12, default=Why.LESSON)
    what = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=40)
    at_ms = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "source"], name="people_earned_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["account", "organisation", "at_ms"])]

    def __str__(self) -> str:
        return f"{self.points} for {self.why}"


class Shop(models.Model):
    """What an organisation will spend on prizes, in its own currency's smallest unit, and what is spoken for."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    budget_minor = models.PositiveBigIntegerField(default=0)
    spent_minor = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(spent_minor__lte=models.F("budget_minor")), name="people_shop_within_budget"
            )
        ]

    def __str__(self) -> str:
        return f"shop of {self.organisation}"


class Prize(Owned):
    """Something to have for points. `value_minor` is what it costs the organisation."""

    name = models.CharField(max_length=120)
    points = models.PositiveIntegerField()
    value_minor = models.PositiveBigIntegerField()
    stock = models.PositiveIntegerField()
    is_offered = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Wish(Owned):
    """A prize somebody asked for; points, stock and budget were taken in the same transaction. Without `account` once
    that person opted out or was erased."""

    ASKED, HANDED, BACK = "asked", "handed", "back"

    prize = models.ForeignKey(Prize, on_delete=models.CASCADE)
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    points = models.PositiveIntegerField()
    value_minor = models.PositiveBigIntegerField()
    state = models.CharField(max_length=6, default=ASKED)
    at_ms = models.BigIntegerField()
    ended_ms = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.state} {self.uid}"


class Star(Owned):
    """Who stood first in a month, among those who said they may be named."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    month = models.CharField(max_length=7)
    points = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "month", "account"], name="people_star_once")
        ]

    def __str__(self) -> str:
        return f"star of {self.month}"


class StarMonth(Owned):
    """A month whose star was looked for, found or not."""

    month = models.CharField(max_length=7)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "month"], name="people_star_month_once")
        ]

    def __str__(self) -> str:
        return self.month


class Challenge(Owned):
    """Departments beside each other for a time. Who belongs to which is fixed at the start, and so is the least size."""

    name = models.CharField(max_length=120)
    begins_ms = models.BigIntegerField()
    ends_ms = models.BigIntegerField()
    least = models.PositiveSmallIntegerField(default=LEAST_TEAM)
    counted_ms = models.BigIntegerField()

    def __str__(self) -> str:
        return self.name


class Side(Owned):
    """One team of a challenge. `members` are accounts (uids) as of the start, nobody in two sides; `total` is a sum that
    moves once a week and is never taken apart: who opts out later leaves what was already summed, and adds nothing more."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL)
    members: Any = models.JSONField(default=list)
    size = models.PositiveIntegerField()
    total = models.PositiveIntegerField(default=0)
    is_shown = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"side {self.uid}"
