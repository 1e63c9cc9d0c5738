"""Tables of the vault. Secrets are sealed (channel/sealed.py); nothing here names a person."""

from typing import Any, ClassVar

from django.db import models

from rempart.backup.core.stages import RHYTHMS, Stage, Step, Work
from rempart.directory.store.leased import Leased
from rempart.directory.store.models import Organisation, Owned, Site
from rempart.directory.store.sealed_field import SealedField


class Escrow(models.Model):
    """The organisation's master key, sealed: what the two shares open. `printed_at_ms` is when they were shown,
    `told_at_ms` when the record last heard how the organisation's backups stand.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    sealed = SealedField(bound_to="backup-escrow:{0.organisation.uid}")
    printed_at_ms = models.BigIntegerField(null=True)
    told_at_ms = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"of {self.organisation}"


class Store(Owned):
    """A place of the organisation in which repositories stand."""

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    settings: Any = models.JSONField(default=dict)
    secrets = SealedField(bound_to="backup-store:{0.uid}", default=b"")
    is_elsewhere = models.BooleanField(default=False)
    is_offline = models.BooleanField(default=False)
    is_on = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.title


class Plan(Owned):
    """How one site is backed up."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE)
    source = models.CharField(max_length=40)
    settings: Any = models.JSONField(default=dict)
    secrets = SealedField(bound_to="backup-plan:{0.uid}", default=b"")
    every_s = models.PositiveIntegerField(default=RHYTHMS["every_6_h"])
    keep_hourly = models.PositiveIntegerField(default=24)
    keep_daily = models.PositiveIntegerField(default=14)
    keep_weekly = models.PositiveIntegerField(default=8)
    keep_monthly = models.PositiveIntegerField(default=12)
    bandwidth_kib = models.PositiveIntegerField(default=0)
    max_load_percent = models.PositiveIntegerField(default=0)
    rto_s = models.PositiveIntegerField(null=True)
    rpo_s = models.PositiveIntegerField(null=True)
    is_on = models.BooleanField(default=True)
    next_at_ms = models.BigIntegerField(default=0, db_index=True)
    told_at_ms = models.BigIntegerField(default=0)
    # Why nothing old is thrown away now; empty when nothing is unusual.
    unrest = models.CharField(max_length=120, blank=True)
    unrest_at_ms = models.BigIntegerField(null=True)
    failed_in_a_row = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"of {self.site}"


class Vault(Owned):
    """One repository: a plan in a store. Its password is made from the master key and its uid, and kept nowhere.

    `order` 0 is where restores come from. `pruned_at_ms` and `tried_at_ms` are when old ones went, and when it was tried
    whether the account that writes can delete.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="vaults")
    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="vaults")
    order = models.PositiveSmallIntegerField(default=0)
    is_ready = models.BooleanField(default=False)
    last_ok_ms = models.BigIntegerField(null=True)
    checked_at_ms = models.BigIntegerField(null=True)
    pruned_at_ms = models.BigIntegerField(default=0)
    tried_at_ms = models.BigIntegerField(default=0)
    is_delete_refused = models.BooleanField(null=True)
    trouble = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "store"], name="one_vault_per_store")
        ]

    def __str__(self) -> str:
        return f"{self.plan} in {self.store}"


class Snapshot(Owned):
    """One moment of a site in one repository. Listed only once restic has it whole; it goes when restic forgets it.

    `brought_from` is empty for what the vault took itself; else whose archive it was (`updraftplus:<set>`), and then its
    moment is that archive's own word: it counts for no evidence, and nothing takes it for the newest by itself.
    """

    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="snapshots")
    restic_id = models.CharField(max_length=64)
    taken_at_ms = models.BigIntegerField(db_index=True)
    files = models.BigIntegerField()
    bytes = models.BigIntegerField()
    bytes_added = models.BigIntegerField()
    tables = models.PositiveIntegerField()
    rows = models.BigIntegerField()
    seconds = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    notes: Any = models.JSONField(default=list)
    verified_at_ms = models.BigIntegerField(null=True)
    is_checkpoint = models.BooleanField(default=False)
    brought_from = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vault", "restic_id"], name="one_row_per_snapshot")
        ]

    def __str__(self) -> str:
        return self.restic_id[:8]


class Job(Leased):
    """Work that was asked for, and what became of it. `step` and `parcel` are a restore's own memory; `secrets` is the
    phrase of an archive, sealed, gone when the work has ended."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="jobs")
    work = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Work])
    stage = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Stage], db_index=True)
    snapshot = models.ForeignKey(Snapshot, null=True, on_delete=models.SET_NULL, related_name="+")
    wanted: Any = models.JSONField(default=dict)
    secrets = SealedField(bound_to="backup-job:{0.uid}", default=b"")
    step = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in Step])
    parcel: Any = models.JSONField(default=dict)
    undo_until_ms = models.BigIntegerField(null=True)
    progress: Any = models.JSONField(default=dict)
    result: Any = models.JSONField(default=dict)
    is_stop_asked = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.work} {self.stage}"
