"""Tables of played drills: what a room did by the clock. Of the group alone: nobody is named, nobody's conduct is kept.

Purpose: to see what a group finds hard, and to show that drills are held. Kept for `HELD_DAYS`, then gone (people_forget).
"""

from typing import Any

from django.db import models

from rempart.directory.store.models import Owned, Team

HELD_DAYS = 3 * 366  # three years of drills side by side; notes go with the row


class Held(Owned):
    """One drill as it was held. `marks` are ids with the second of play at which each was seen, `roles` the cards that were
    given out, `before` what was ticked, `actions` what is to become better: text and day. `lead` is an account's uid."""

    exercise = models.CharField(max_length=40)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    lead = models.CharField(max_length=16)
    people = models.PositiveSmallIntegerField()
    begun_ms = models.BigIntegerField()
    ended_ms = models.BigIntegerField(null=True)
    is_broken_off = models.BooleanField(default=False)
    roles: Any = models.JSONField(default=list)
    marks: Any = models.JSONField(default=dict)
    actions: Any = models.JSONField(default=list)
    notes = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["organisation", "begun_ms"]),)

    def __str__(self) -> str:
        return f"{self.exercise} {self.uid}"
