"""Tables of one's own plan and tests. Each row is its own person's alone; nobody else's page reads them.

Purpose: to say where somebody should look twice, and by when; to measure knowledge with one blueprint. Kept for `KEPT_DAYS`
(people_forget), gone with the person.
"""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Account, Owned
from rempart.people.core.exam import Name, Round
from rempart.people.core.plan import Kind, Origin


class SelfCheck(Owned):
    """What somebody answered about their own day, by question. Taken again, it replaces what was."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    answers: Any = models.JSONField(default=dict)
    at_ms = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "organisation"], name="people_self_check_once")
        ]

    def __str__(self) -> str:
        return f"self-assessment {self.uid}"


class PlanItem(Owned):
    """One thing to do by a day; `lesson` names the topic. A new plan from the same origin replaces what is not done."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    origin = models.CharField(max_length=4, default=Origin.SELF)
    kind = models.CharField(max_length=6, default=Kind.HABIT)
    lesson = models.CharField(max_length=40)
    due = models.DateField()
    made_ms = models.BigIntegerField()
    done_ms = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "organisation", "kind", "lesson"], name="people_plan_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.lesson}"


class Exam(Owned):
    """One test. `drawn` holds [lesson, question], `answered` [place in the text, seconds] in the same order."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    round = models.CharField(max_length=6, default=Round.FINAL)
    drawn: Any = models.JSONField(default=list)
    answered: Any = models.JSONField(default=list)
    begun_ms = models.BigIntegerField()
    shown_ms = models.BigIntegerField()
    ended_ms = models.BigIntegerField(null=True)
    right = models.PositiveSmallIntegerField(default=0)
    asked = models.PositiveSmallIntegerField(default=0)
    is_hurried = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["account", "organisation", "ended_ms"])]

    def __str__(self) -> str:
        return f"test {self.uid}"

    def names(self) -> list[Name]:
        """Its questions, as the rules know them."""
        return [(lesson, question) for lesson, question in self.drawn]

    def steps(self) -> list[tuple[int, float]]:
        """What was answered."""
        return [(place, took) for place, took in self.answered]
