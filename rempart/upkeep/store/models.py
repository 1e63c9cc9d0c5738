"""An organisation's export as somebody asked for it, and how far it has come."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from rempart.directory.store.models import Account, Owned
from rempart.directory.store.sealed_field import SealedField


class OrganisationExport(Owned):
    """`sealed` is the passphrase (context `export:<uid>`), only until the work is over. `tries` names the file."""

    WAITING, WORKING, READY, FAILED, STOPPED, GONE = "waiting", "working", "ready", "failed", "stopped", "gone"
    OPEN = (WAITING, WORKING)

    asked_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at_ms = models.BigIntegerField()
    state = models.CharField(max_length=10, default=WAITING)
    sealed = SealedField(bound_to="export:{0.uid}", default=b"")
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=1)
    doing = models.CharField(max_length=40, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    leased_until_ms = models.BigIntegerField(default=0)
    ended_at_ms = models.BigIntegerField(null=True)
    until_ms = models.BigIntegerField(null=True)
    fetched_at_ms = models.BigIntegerField(null=True)
    bytes = models.BigIntegerField(default=0)
    trouble = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state__in=["waiting", "working"]), name="one_export_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.uid}"
