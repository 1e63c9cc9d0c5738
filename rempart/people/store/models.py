"""Tables of learning: attempts at lessons, and the questions that come again. Each row is its own person's alone.

Purpose: to count hours and to ask again what was not known. Kept for `KEPT_DAYS`, then gone (people_forget).
"""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Account, Organisation, Owned
from rempart.people.core.attempt import Answered, Taken, Why
from rempart.people.store import authoring, certificates, plan, points, programme
from rempart.people.store.exercise import Held
from rempart.people.store.house_rules import Confirmation, HouseAsked, HouseCounted, HouseRule, HouseText, HouseVersion
from rempart.people.store.packages import LessonPackage, PackageAttempt, PackageFile, PackageRun, PackageStatement

__all__ = [
    "Attempt", "Card", "Confirmation", "Held", "HouseAsked", "HouseCounted", "HouseRule", "HouseText", "HouseVersion", "LessonPackage", "PackageAttempt", "PackageFile", "PackageRun", "PackageStatement", "School",
    "authoring", "certificates", "plan", "points", "programme",
]  # fmt: skip

YEAR_MINUTES = 12 * 60  # what the programme asks for (AWR-13)
KEPT_DAYS = 366  # hours are counted over a year; nobody needs an answer that is older


class School(models.Model):
    """What an organisation asks of its people. `told_ms` is when the record last heard how much was learnt,
    `exercises_told_ms` which drills were held, `house_told_ms` how many confirmed the house's rules."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    year_minutes = models.PositiveSmallIntegerField(default=YEAR_MINUTES)
    told_ms = models.BigIntegerField(default=0)
    exercises_told_ms = models.BigIntegerField(default=0)
    house_told_ms = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"school of {self.organisation}"


class Attempt(Owned):
    """One way through one lesson. `form` is the digest of the lesson's structure: another one means it was changed.

    `taken` and `answered` hold [id, place in the text, seconds]; `shown_ms` is when the present step came up, and changes
    with each step, so that a form that is sent twice counts once.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    lesson = models.CharField(max_length=40)
    form = models.CharField(max_length=16)
    begun_ms = models.BigIntegerField()
    shown_ms = models.BigIntegerField()
    ended_ms = models.BigIntegerField(null=True)
    why = models.CharField(max_length=12, default=Why.UNDER_WAY)
    minutes = models.PositiveSmallIntegerField(default=0)
    taken: Any = models.JSONField(default=list)
    answered: Any = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["account", "organisation", "lesson"])]

    def __str__(self) -> str:
        return f"{self.lesson} {self.uid}"

    def steps(self) -> tuple[list[Taken], list[Answered]]:
        """What was done, as the rules know it."""
        return [Taken(*one) for one in self.taken], [Answered(*one) for one in self.answered]


class Card(Owned):
    """A question that comes again; `box` as in core/repetition.py."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    lesson = models.CharField(max_length=40)
    question = models.CharField(max_length=40)
    box = models.PositiveSmallIntegerField()
    due_ms = models.BigIntegerField()
    asked = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "organisation", "lesson", "question"], name="people_card_once")
        ]

    def __str__(self) -> str:
        return f"{self.lesson} {self.question}"
