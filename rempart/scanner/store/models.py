"""Runs (each its own place in the queue), consents and schedules."""

import os
from typing import ClassVar

from django.db import models

from rempart.directory.store.models import Account, Owned, Site

# A run whose worker died is taken again after this; a working one renews it after every collector.
LEASE_S = int(os.environ.get("REMPART_LEASE_S", "180"))


class Run(Owned):
    """One measurement of one site, asked for by a person, the schedule or the command line.

    Taken by a conditional UPDATE that names the old state (docs/decisions/0003-runs-are-the-queue.md).
    """

    QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"

    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    state = models.CharField(max_length=10, default=QUEUED)
    is_active = models.BooleanField(default=False)
    leased_until_ms = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    started_at_ms = models.BigIntegerField(null=True)
    finished_at_ms = models.BigIntegerField(null=True)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    now_doing = models.CharField(max_length=300, blank=True)
    trouble = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "leased_until_ms"])]

    def __str__(self) -> str:
        return f"{self.site} {self.state}"


class Consent(Owned):
    """The owner's recorded permission to probe, with a window of hours; withdrawn = ended."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    given_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    from_ms = models.BigIntegerField()
    until_ms = models.BigIntegerField()
    from_hour = models.PositiveSmallIntegerField(default=0)
    until_hour = models.PositiveSmallIntegerField(default=24)

    def __str__(self) -> str:
        return f"{self.site} until {self.until_ms}"


class Schedule(Owned):
    """How often a site is measured again."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE)
    every_s = models.PositiveIntegerField(default=43_200)
    next_at_ms = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.site} every {self.every_s} s"
