"""Work as a row that several workers share: who asked for it, whose it is for how long, and what came of it."""

from typing import ClassVar

from django.db import models

from rempart.directory.store.models import Owned

WAITING, RUNNING = "waiting", "running"
OPEN = (WAITING, RUNNING)


class Leased(Owned):
    """What `directory/actions/lease.py` hands out. The field that `STATE` names holds WAITING, RUNNING, and the area's own
    words once it has ended. A row that has `progress` shows it.
    """

    STATE: ClassVar[str] = "stage"

    asked_by = models.CharField(max_length=80)
    asked_at_ms = models.BigIntegerField()
    tries = models.PositiveIntegerField(default=0)
    lease_until_ms = models.BigIntegerField(default=0, db_index=True)
    began_at_ms = models.BigIntegerField(null=True)
    ended_at_ms = models.BigIntegerField(null=True)
    trouble = models.CharField(max_length=40, blank=True)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
