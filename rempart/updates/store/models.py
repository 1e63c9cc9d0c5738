"""Tables of updates. Nothing here names a person but `asked_by`, as elsewhere an account's uid."""

from typing import Any

from django.db import models

from rempart.directory.store.leased import Leased
from rempart.directory.store.models import Owned, Site
from rempart.updates.core.stages import Stage, Step, Work


class Habit(Owned):
    """What is looked at on one site, and what its parts were when somebody last looked.

    `pages` and `steps` are lines as a person typed them. `seen` are versions by `kind/slug`; `passed_by` are changes of
    them that no trial had before. `told_at_ms` is when the record last heard of it.
    """

    site = models.OneToOneField(Site, on_delete=models.CASCADE)
    pages = models.TextField(blank=True)
    steps = models.TextField(blank=True)
    seen: Any = models.JSONField(default=dict)
    passed_by: Any = models.JSONField(default=list)
    told_at_ms = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"of {self.site}"


class Package(Owned):
    """An archive that was judged harmless enough to be tried. `came` is upload, address or offer; `sums` says whether it
    is what WordPress.org published: same, unknown. `parts` are the paths below WordPress's folder that it exchanges."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10)
    slug = models.CharField(max_length=100)
    title = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    before = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64)
    bytes = models.BigIntegerField()
    files = models.PositiveIntegerField()
    came = models.CharField(max_length=10)
    sums = models.CharField(max_length=10, default="unknown")
    parts: Any = models.JSONField(default=list)
    is_gone = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"


class Job(Leased):
    """Work that was asked for, and what became of it. `step` and `memory` are an update's own memory across a kill."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="jobs")
    work = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Work])
    stage = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Stage], db_index=True)
    step = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in Step])
    wanted: Any = models.JSONField(default=dict)
    memory: Any = models.JSONField(default=dict)
    progress: Any = models.JSONField(default=dict)
    result: Any = models.JSONField(default=dict)
    undo_until_ms = models.BigIntegerField(null=True)

    class Meta:
        default_related_name = "update_jobs"  # the vault has jobs too

    def __str__(self) -> str:
        return f"{self.work} {self.stage}"
