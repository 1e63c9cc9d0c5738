"""Tables of lessons from elsewhere: packages, their files, and one person's way through one of them.

Purpose of the last two: to go on where somebody stopped, and to count hours. Kept for `KEPT_DAYS` like attempts at our own
lessons, then gone (people_forget); erased with their person.
"""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Account, Owned
from rempart.people.core.attempt import Why
from rempart.people.core.standards.course import Kind, Part


class LessonPackage(Owned):
    """A package that was judged harmless enough to be shown in a sandbox. `parts` holds the fields of `Part`; `minutes` is
    what it may count for. Names nobody."""

    DRAFT, OPEN, CLOSED, GONE = "draft", "open", "closed", "gone"

    kind = models.CharField(max_length=12)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    parts: Any = models.JSONField()
    sha256 = models.CharField(max_length=64)
    bytes = models.BigIntegerField()
    files = models.PositiveIntegerField()
    state = models.CharField(max_length=8, default=DRAFT)
    added_ms = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.title} {self.uid}"

    @property
    def standard(self) -> Kind:
        """The standard it is written to."""
        return Kind(self.kind)

    def each(self) -> tuple[Part, ...]:
        """Its parts, as the rules know them."""
        return tuple(Part(**one) for one in self.parts)


class PackageFile(models.Model):
    """One file of a package; its content lies in the data folder, under its digest."""

    package = models.ForeignKey(LessonPackage, on_delete=models.CASCADE)
    path = models.CharField(max_length=400)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["package", "path"], name="people_package_path_once")
        ]

    def __str__(self) -> str:
        return self.path


class PackageAttempt(Owned):
    """One person's way through one package. `seconds` is the hub's own clock, between words of the page."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    package = models.ForeignKey(LessonPackage, on_delete=models.CASCADE)
    begun_ms = models.BigIntegerField()
    heard_ms = models.BigIntegerField()
    ended_ms = models.BigIntegerField(null=True)
    why = models.CharField(max_length=12, default=Why.UNDER_WAY)
    minutes = models.PositiveSmallIntegerField(default=0)
    seconds = models.FloatField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["account", "organisation", "package"])]

    def __str__(self) -> str:
        return f"{self.package} {self.uid}"


class PackageRun(models.Model):
    """One part of it: `state` is what its runtime keeps, bounded; `revision` changes with each word, so that two windows
    do not write over each other."""

    attempt = models.ForeignKey(PackageAttempt, on_delete=models.CASCADE)
    number = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField(default=0)
    state: Any = models.JSONField(default=dict)
    is_finished = models.BooleanField(default=False)
    is_passed = models.BooleanField(null=True)
    score = models.FloatField(null=True)
    launch = models.CharField(max_length=24, blank=True)  # cmi5: the word of the newest launch
    is_fetched = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["attempt", "number"], name="people_package_run_once")
        ]

    def __str__(self) -> str:
        return f"{self.attempt} {self.number}"


class PackageStatement(models.Model):
    """What a launched unit of cmi5 said, as it said it: who learns is a word there and no name."""

    run = models.ForeignKey(PackageRun, on_delete=models.CASCADE)
    uid = models.CharField(max_length=36)
    verb = models.CharField(max_length=300)
    body: Any = models.JSONField()
    stored_ms = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "uid"], name="people_statement_once")
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.uid}"
