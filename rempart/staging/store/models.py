"""Tables of copies and drills. Nothing here names a person, and no way into a copy stands here but as a digest."""

from typing import Any

from django.db import models

from rempart.directory.store.leased import Leased
from rempart.directory.store.models import Owned, Site
from rempart.staging.core.drill import between_s
from rempart.staging.core.stage import EVERY_DAYS, Outcome, Purpose, Stage


class SiteCopy(Owned):
    """One copy of a site. Its folder in the data folder has the row's uid as name; whoever serves it holds that folder's
    lock. `masked` and `sunk` are numbers for the page; `word_digest` lets a browser in once until `word_until_ms`."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    purpose = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Purpose])
    stage = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Stage], db_index=True)
    asked_by = models.CharField(max_length=80)
    asked_at_ms = models.BigIntegerField()
    moment = models.CharField(max_length=40, blank=True)
    taken_at_ms = models.BigIntegerField(null=True)
    opened_at_ms = models.BigIntegerField(null=True)
    expires_at_ms = models.BigIntegerField(db_index=True)
    ended_at_ms = models.BigIntegerField(null=True)
    seconds = models.PositiveIntegerField(null=True)
    progress: Any = models.JSONField(default=dict)
    masked: Any = models.JSONField(default=dict)
    sunk: Any = models.JSONField(default=dict)
    address = models.CharField(max_length=120, blank=True)
    word_digest = models.CharField(max_length=64, blank=True)
    word_until_ms = models.BigIntegerField(default=0)
    is_removal_asked = models.BooleanField(default=False)
    tries = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=40, blank=True)
    detail = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"copy of {self.site} {self.stage}"


class Drill(Leased):
    """One fire drill. `steps` are name, state, seconds and numbers of each; `rto_s` runs from its begin, or from its alarm,
    to the last check passed, `rpo_s` is how old the data were when it began. Of one that was announced as an alarm a
    person's moments stand here too."""

    STATE = "outcome"

    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    outcome = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Outcome], db_index=True)
    is_by_person = models.BooleanField(default=False)
    is_alarm = models.BooleanField(default=False)
    alarmed_at_ms = models.BigIntegerField(null=True, db_index=True)
    seen_at_ms = models.BigIntegerField(null=True)
    seen_by = models.CharField(max_length=80, blank=True)
    decided_at_ms = models.BigIntegerField(null=True)
    taken_at_ms = models.BigIntegerField(null=True)
    steps: Any = models.JSONField(default=list)
    restored_s = models.PositiveIntegerField(null=True)
    rto_s = models.PositiveIntegerField(null=True)
    rpo_s = models.PositiveIntegerField(null=True)
    target_rto_s = models.PositiveIntegerField(null=True)
    target_rpo_s = models.PositiveIntegerField(null=True)

    @property
    def detection_s(self) -> int | None:
        """From the alarm until somebody had seen it."""
        return between_s(self.alarmed_at_ms, self.seen_at_ms)

    @property
    def decision_s(self) -> int | None:
        """From there until somebody said to bring the site back."""
        return between_s(self.seen_at_ms, self.decided_at_ms)

    def __str__(self) -> str:
        return f"drill of {self.site} {self.outcome}"


class Rhythm(Owned):
    """How often a site is drilled by itself; 0 days for never."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE)
    every_days = models.PositiveIntegerField(default=EVERY_DAYS)
    next_at_ms = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"of {self.site}"
