"""The quarterly review of access: what was looked at, and what somebody decided about each."""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Account, Owned


class AccessReview(Owned):
    """One a quarter (`2026Q4`). It ends when the last item is decided."""

    quarter = models.CharField(max_length=6)
    opened_at_ms = models.BigIntegerField()
    due_at_ms = models.BigIntegerField()
    told_overdue_at_ms = models.BigIntegerField(null=True)
    ended_at_ms = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "quarter"], name="one_review_a_quarter")
        ]

    def __str__(self) -> str:
        return self.quarter


class ReviewItem(Owned):
    """One thing that gives access. `what` is the unit's id, `ref` the uid of its row; `proposal` what Rempart would do."""

    KEPT, REDUCED, REVOKED, GONE = "kept", "reduced", "revoked", "gone"

    review = models.ForeignKey(AccessReview, on_delete=models.CASCADE)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    what = models.CharField(max_length=40)
    ref = models.CharField(max_length=16)
    last_used_day = models.IntegerField(null=True)
    unused: Any = models.JSONField(default=list, blank=True)
    proposal = models.CharField(max_length=40, blank=True)
    decision = models.CharField(max_length=8, blank=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at_ms = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "what", "ref"], name="one_item_each")
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.account}"
