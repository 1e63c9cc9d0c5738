"""How far a membership reaches, what needs a second person, what is lent for a time, and what is really used."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from rempart.directory.store.models import Account, Host, Membership, Organisation, Owned, Person, Site, Team


class MembershipScope(models.Model):
    """One thing that a scoped membership reaches. Without any row a scoped membership reaches nothing."""

    member = models.ForeignKey(Membership, on_delete=models.CASCADE)
    site = models.ForeignKey(Site, null=True, on_delete=models.CASCADE)
    host = models.ForeignKey(Host, null=True, on_delete=models.CASCADE)
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(site__isnull=False, host__isnull=True, team__isnull=True)
                | Q(site__isnull=True, host__isnull=False, team__isnull=True)
                | Q(site__isnull=True, host__isnull=True, team__isnull=False),
                name="scope_names_one_thing",
            )
        ]

    def __str__(self) -> str:
        return str(self.site or self.host or self.team)


class PersonAccount(Owned):
    """A further account of one person (a second one for administration): together they are one pair of eyes."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    account = models.OneToOneField(Account, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return f"{self.account} of {self.person}"


class Approval(Owned):
    """One exact change that waits for, or has, the yes of a second person; `digest` is the change's SHA-256.

    `requester` None = Rempart itself or a connected system. The accounts' rows outlive their people (they are emptied, not deleted), so a decision keeps its two sides.
    """

    ASKED, GRANTED, REFUSED, EXPIRED, USED, WITHDRAWN = "asked", "granted", "refused", "expired", "used", "withdrawn"
    STATES = (ASKED, GRANTED, REFUSED, EXPIRED, USED, WITHDRAWN)

    what = models.CharField(max_length=80)
    change = models.TextField()
    digest = models.CharField(max_length=64)
    requester = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    beneficiary = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    approver = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=2_000)
    state = models.CharField(max_length=12, default=ASKED)
    asked_at_ms = models.BigIntegerField()
    expires_at_ms = models.BigIntegerField()
    decided_at_ms = models.BigIntegerField(null=True)
    ended_at_ms = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "state", "expires_at_ms"])]

    def __str__(self) -> str:
        return f"{self.what} {self.state}"


class Privilege(Owned):
    """A role or a permission, lent for hours. It counts from `from_ms` to `until_ms` while `ended_at_ms` is empty."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    role = models.CharField(max_length=20, blank=True)
    permission = models.CharField(max_length=60, blank=True)
    approval = models.OneToOneField(Approval, on_delete=models.CASCADE)
    from_ms = models.BigIntegerField()
    until_ms = models.BigIntegerField()
    ended_at_ms = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["account", "organisation", "ended_at_ms"])]

    def __str__(self) -> str:
        return self.role or self.permission


class Delegation(Owned):
    """Holiday cover: `taker` may do what `giver`'s own role allows, from one moment to another."""

    giver = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    taker = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    from_ms = models.BigIntegerField()
    until_ms = models.BigIntegerField()
    ended_at_ms = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.taker} for {self.giver}"


class PermissionUse(models.Model):
    """The last day (days since 1970) an account used a permission in an organisation: at most one write a day."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    permission = models.CharField(max_length=60)
    day = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "account", "permission"], name="one_last_use")
        ]

    def __str__(self) -> str:
        return f"{self.permission} on day {self.day}"
