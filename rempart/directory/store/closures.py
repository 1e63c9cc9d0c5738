"""Organisations that can be read and not changed: moved to another installation, or waiting for their deletion."""

from typing import ClassVar

from django.db import models
from django.db.models import QuerySet

from rempart.directory.store.models import Account, Organisation


class Closure(models.Model):
    """`due_ms`: when it will be deleted, None where it has moved. `checkpoint`: the last one, as it moved."""

    MOVED, DELETING = "moved", "deleting"

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    why = models.CharField(max_length=10)
    at_ms = models.BigIntegerField()
    due_ms = models.BigIntegerField(null=True, blank=True)
    checkpoint = models.TextField(blank=True)
    closed_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["due_ms"], name="closure_due")]

    def __str__(self) -> str:
        return self.why


def is_closed(organisation: Organisation) -> bool:
    """It can be read, and nothing is written there."""
    return Closure.objects.filter(organisation=organisation).exists()


def open_ones() -> QuerySet[Organisation]:
    """Those that schedules work for; rows of theirs are found by `organisation__closure=None`."""
    return Organisation.objects.filter(closure=None).order_by("pk")
