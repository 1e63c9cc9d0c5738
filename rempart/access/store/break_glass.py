"""The sealed way into an organisation, each use of it, and who signed the review."""

from typing import ClassVar

from django.db import models

from rempart.directory.store.models import Account, Owned


class SealedAccess(Owned):
    """From sealing to the last signature. `digest` is of the secret and goes with its use; `account` lives an hour."""

    SEALED, OPEN, CLOSED, VOID = "sealed", "open", "closed", "void"

    digest = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - NULLs are not equal, empties are
    state = models.CharField(max_length=10, default=SEALED)
    sealed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    sealed_ms = models.BigIntegerField()
    account = models.OneToOneField(Account, null=True, on_delete=models.PROTECT, related_name="+")
    opened_ms = models.BigIntegerField(null=True)
    until_ms = models.BigIntegerField(null=True)
    closed_ms = models.BigIntegerField(null=True)
    reminded_ms = models.BigIntegerField(null=True)
    review = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    done_ms = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "state"])]

    def __str__(self) -> str:
        return f"{self.state} since {self.sealed_ms}"


class SealedSignature(models.Model):
    """Somebody read the review of a use and agrees."""

    access = models.ForeignKey(SealedAccess, on_delete=models.CASCADE)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    at_ms = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["access", "account"], name="one_signature_each")
        ]

    def __str__(self) -> str:
        return f"{self.account} at {self.at_ms}"


def is_sealed_access(account: Account) -> bool:
    """Is this the account of an opened envelope?"""
    return SealedAccess.objects.filter(account=account).exists()
