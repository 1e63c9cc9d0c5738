"""Accounts that programs use, as people list them, and what is wrong with credentials now. No secret stands here."""

from typing import ClassVar

from django.db import models

from rempart.access.core.credentials.keeping import Care
from rempart.directory.store.models import Account, Organisation, Owned

TEXT_MAX = 200
EVERY_DAYS = 365


class ServiceAccount(Owned):
    """`changed_on` empty = never changed, or nobody knows. Who answers is a member, or a text (a firm, a role)."""

    purpose = models.CharField(max_length=TEXT_MAX)
    place = models.CharField(max_length=TEXT_MAX)
    answerable = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    answerable_text = models.CharField(max_length=TEXT_MAX, blank=True)
    changed_on = models.DateField(null=True)
    every_days = models.PositiveIntegerField(default=EVERY_DAYS)

    def __str__(self) -> str:
        return self.purpose


class CredentialCause(Owned):
    """Something wrong, from the look that found it to the look that no longer does."""

    kind = models.CharField(max_length=40)
    held_uid = models.CharField(max_length=80)
    care = models.CharField(max_length=20, choices=[(care.value, care.value) for care in Care])
    name = models.CharField(max_length=TEXT_MAX, blank=True)
    also = models.CharField(max_length=TEXT_MAX, blank=True)
    since_ms = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "kind", "held_uid", "care"], name="one_row_per_cause")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.care}"


class CredentialLook(models.Model):
    """When the credentials of an organisation were looked at, and what was last told of them."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    looked_ms = models.BigIntegerField(default=0)
    told_ms = models.BigIntegerField(default=0)
    told = models.CharField(max_length=TEXT_MAX, blank=True)

    def __str__(self) -> str:
        return f"of {self.organisation}"
