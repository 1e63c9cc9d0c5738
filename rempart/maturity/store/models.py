"""What maturity keeps. Facts, verdicts, levels and changes are folded from the ledger and can be rebuilt from it."""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Account, Organisation, Owned, Site


class FactRow(models.Model):
    """The newest observations of one subject: the ledger's entry body, indexed. `key` tells like from like."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=32)
    key = models.CharField(max_length=200)
    taken_at_ms = models.BigIntegerField()
    body: Any = models.JSONField()
    log = models.CharField(max_length=64)
    index = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["log", "index"], name="one_row_per_entry")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "subject_kind", "subject_id", "key", "-taken_at_ms"])
        ]

    def __str__(self) -> str:
        return f"{self.key} at {self.taken_at_ms}"


class VoidRow(models.Model):
    """A change after which older evidence of some controls is void."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=32)
    change = models.CharField(max_length=32)
    at_ms = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "change", "at_ms"], name="one_row_per_change")
        ]

    def __str__(self) -> str:
        return f"{self.change} at {self.at_ms}"


class VerdictRow(models.Model):
    """What is said of a control on a site now."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    control = models.CharField(max_length=64)
    state = models.CharField(max_length=20)
    body: Any = models.JSONField()
    since_ms = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["site", "control"], name="one_verdict_per_control")
        ]

    def __str__(self) -> str:
        return f"{self.control} {self.state}"


class LevelRow(models.Model):
    """The whole assessment of a site as last judged: the document of docs/contracts.md."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    site = models.OneToOneField(Site, on_delete=models.CASCADE)
    judged_at_ms = models.BigIntegerField()
    wall = models.PositiveSmallIntegerField()
    watch = models.PositiveSmallIntegerField()
    is_grey = models.BooleanField(default=False)
    memory: Any = models.JSONField(default=dict)
    document: Any = models.JSONField()

    def __str__(self) -> str:
        return f"wall {self.wall}, watch {self.watch}"


class ChangeRow(models.Model):
    """One change of a verdict or a level, with its reason: the history page."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    at_ms = models.BigIntegerField()
    what = models.CharField(max_length=64)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20)
    say = models.CharField(max_length=64, blank=True)
    values: Any = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["site", "-at_ms"])]

    def __str__(self) -> str:
        return f"{self.what}: {self.before} to {self.after}"


class AcceptedRisk(Owned):
    """A gap someone decided to live with; it lifts nothing (GAP-05)."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    control = models.CharField(max_length=64)
    owner = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    reason = models.TextField(max_length=2_000)
    until_ms = models.BigIntegerField()
    withdrawn_at_ms = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.control} until {self.until_ms}"


class Exemption(Owned):
    """Not applicable by hand: reason, asker, approver, expiry within twelve months, at most two a level."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    control = models.CharField(max_length=64)
    asked_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    approver = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(max_length=2_000)
    from_ms = models.BigIntegerField()
    until_ms = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.control} until {self.until_ms}"


class StoredDocument(Owned):
    """A document offered as evidence; its bytes lie in the data folder under their digest."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    control = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField()
    issuer = models.CharField(max_length=200)
    issued_by_host = models.BooleanField(default=False)
    offered_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    expires_at_ms = models.BigIntegerField()
    reviewed_at_ms = models.BigIntegerField(null=True)
    shows = models.BooleanField(null=True)

    def __str__(self) -> str:
        return self.title


class PublishedProof(Owned):
    """The owner's switch: strangers may read the proof page and the badge under this row's own uid."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE)
    is_public = models.BooleanField(default=False)
    changed_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at_ms = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.site} {'public' if self.is_public else 'not public'}"
