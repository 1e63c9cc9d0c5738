"""The index over the ledger (droppable, folded again by its duty), the outlets, and what became of deliveries."""

from typing import ClassVar

from django.db import models

from rempart.directory.store.models import Account, Organisation, Owned
from rempart.directory.store.sealed_field import SealedField


class Posting(models.Model):
    """`term` stands in entry `idx` of the organisation's record (its number through all logs): one row for each term of each entry."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, db_index=False)
    term = models.CharField(max_length=200)
    idx = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "term", "idx"], name="one_posting_per_term_and_entry")
        ]

    def __str__(self) -> str:
        return f"{self.term} in {self.idx}"


class ReaderDay(models.Model):
    """Who read the record on which day (UTC): reading is recorded once a day and person."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    day = models.CharField(max_length=10)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "account", "day"], name="one_reading_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.account} on {self.day}"


class Outlet(Owned):
    """Where the record goes. `idx` is the number of the last entry delivered; `lease` belongs to whoever is delivering now.

    `sealed` holds the settings and secrets (rempart/channel/sealed.py, context `outlet:<uid>`).
    """

    ACTIVE, PAUSED = "active", "paused"

    unit = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    sealed = SealedField(bound_to="outlet:{0.uid}")
    least_severity = models.PositiveSmallIntegerField(default=0)
    areas = models.CharField(max_length=400, blank=True)  # names with commas between; empty = all
    state = models.CharField(max_length=10, default=ACTIVE)
    idx = models.BigIntegerField(default=-1)
    tries = models.PositiveIntegerField(default=0)
    next_at_ms = models.BigIntegerField(default=0)
    failing_since_ms = models.BigIntegerField(null=True)
    is_shouted = models.BooleanField(default=False)
    delivered_at_ms = models.BigIntegerField(null=True)
    lease = models.CharField(max_length=16, blank=True)
    lease_until_ms = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One attempt, kept for the page: the newest hundred of each outlet."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE)
    at_ms = models.BigIntegerField()
    first_idx = models.BigIntegerField()
    last_idx = models.BigIntegerField()
    count = models.PositiveIntegerField()
    is_test = models.BooleanField(default=False)
    code = models.CharField(max_length=40, blank=True)  # empty: delivered
    detail = models.CharField(max_length=400, blank=True)
    took_ms = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.outlet}: {self.code or 'delivered'}"
