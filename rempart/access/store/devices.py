"""Devices of members, their certificates, and what an organisation demands of them."""

from typing import Any, ClassVar

from django.db import models

from rempart.access.core.device_trust import Trust
from rempart.directory.store.models import Account, Organisation, Owned


class Device(Owned):
    """A computer or telephone of one member. Its name is the member's own word for it and stays out of the record."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10)
    trust = models.PositiveSmallIntegerField(default=int(Trust.UNKNOWN))
    registered_ms = models.BigIntegerField()
    seen_day = models.IntegerField(null=True)  # days since 1970
    revoked_ms = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "account", "revoked_ms"])]

    def __str__(self) -> str:
        return self.name


class DeviceCertificate(models.Model):
    """A certificate that was given to a device; `fingerprint` is the SHA-256 of its bytes. No key is kept."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE)
    fingerprint = models.CharField(max_length=64, unique=True)
    serial = models.CharField(max_length=50, unique=True)  # decimal: 160 bits are more than a number column holds
    made_ms = models.BigIntegerField()
    until_ms = models.BigIntegerField()
    revoked_ms = models.BigIntegerField(null=True)
    shown_revoked_ms = models.BigIntegerField(null=True)  # when somebody came with it after its end, first

    def __str__(self) -> str:
        return self.fingerprint


class DeviceRule(models.Model):
    """The least trust that dangerous rights need here; `roles` empty = every role. No row = nothing is demanded."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    least = models.PositiveSmallIntegerField(default=int(Trust.UNKNOWN))
    roles: Any = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"{self.least} for {self.roles or 'everybody'}"
