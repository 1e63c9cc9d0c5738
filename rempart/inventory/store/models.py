"""Tables: what sites are made of, what feeds tell of flaws, and which site is exposed to which, told and heard when."""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Account, Owned, Site

VERSION_MAX, SLUG_MAX, NAME_MAX = 60, 100, 80


class Feed(models.Model):
    """One file of the operator's folder. `digest` is of what was read last; `fresh_ms` when the file was last delivered,
    also with the same content; `trouble` one word for why it could not be read. `newest_ms`: its youngest record."""

    name = models.CharField(max_length=NAME_MAX, unique=True)
    format = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    stamp = models.CharField(max_length=60, blank=True)
    fresh_ms = models.BigIntegerField(default=0)
    read_ms = models.BigIntegerField(null=True)
    newest_ms = models.BigIntegerField(null=True)
    flaws = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    other = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=20, blank=True)
    is_stale = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class KnownFlaw(models.Model):
    """A flaw as one feed tells it: facts alone. `key` is its CVE where it has one. `arrived_ms`: when it was first read."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE)
    ident = models.CharField(max_length=NAME_MAX)
    key = models.CharField(max_length=NAME_MAX, db_index=True)
    digest = models.CharField(max_length=32)
    score = models.PositiveSmallIntegerField(null=True)
    cwe = models.PositiveIntegerField(null=True)
    published_ms = models.BigIntegerField(null=True)
    arrived_ms = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["feed", "ident"], name="inventory_one_flaw")
        ]

    def __str__(self) -> str:
        return self.ident


class FlawPart(models.Model):
    """One component that has it. `spans` are [low, low_in, high, high_in], `fixed_in` mended releases."""

    flaw = models.ForeignKey(KnownFlaw, on_delete=models.CASCADE)
    type = models.CharField(max_length=10)
    slug = models.CharField(max_length=SLUG_MAX)
    spans: Any = models.JSONField(default=list)
    fixed_in: Any = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["slug", "type"], name="inventory_part_slug")]

    def __str__(self) -> str:
        return f"{self.type} {self.slug}"


class Survey(models.Model):
    """How a site's inventory stands. `whole_ms`: when somebody who sees everything last told the list; `due` = to be
    matched again; `told_ms` when the record last heard, `told` what."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE)
    whole_ms = models.BigIntegerField(default=0)
    seen_ms = models.BigIntegerField(default=0)
    due = models.BooleanField(default=False, db_index=True)
    unsure: Any = models.JSONField(default=list)
    told_ms = models.BigIntegerField(default=0)
    told = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"inventory of {self.site}"


class Component(models.Model):
    """What one observer sees of a site. An empty `version` is not known; `since_ms`: since when it is that version."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    source = models.CharField(max_length=60)
    type = models.CharField(max_length=10)
    slug = models.CharField(max_length=SLUG_MAX)
    version = models.CharField(max_length=VERSION_MAX, blank=True)
    since_ms = models.BigIntegerField()
    seen_ms = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["site", "source", "type", "slug"], name="inventory_one_component")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["slug", "type"], name="inventory_component_slug")]

    def __str__(self) -> str:
        return f"{self.type} {self.slug} {self.version}"


class Exposure(Owned):
    """A site that has a known flaw, once for each. `parts` are [type, slug, version]; `fixed_in` the nearest mended release.

    `began_ms` is when the owner could first have been told: disclosed, and the component there. `found_ms` when it was
    matched, `told_ms` when the record took the entry `index`; `taken_ms` a person; `ended_ms`, `how` its end.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    key = models.CharField(max_length=NAME_MAX)
    parts: Any = models.JSONField(default=list)
    fixed_in = models.CharField(max_length=VERSION_MAX, blank=True)
    score = models.PositiveSmallIntegerField(null=True)
    cwe = models.PositiveIntegerField(null=True)
    severity = models.PositiveSmallIntegerField()
    published_ms = models.BigIntegerField(null=True)
    arrived_ms = models.BigIntegerField()
    began_ms = models.BigIntegerField()
    found_ms = models.BigIntegerField()
    index = models.BigIntegerField(null=True)
    told_ms = models.BigIntegerField(null=True)
    taken_ms = models.BigIntegerField(null=True)
    taken_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    ended_ms = models.BigIntegerField(null=True)
    how = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["site", "key"], name="inventory_one_exposure")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "ended_ms", "-severity"], name="inventory_exposure_open"),
            models.Index(fields=["organisation", "index"], name="inventory_exposure_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.key} at {self.site}"
