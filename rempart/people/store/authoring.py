"""Tables of lessons that an organisation writes itself.

Purpose: teaching what is particular to the house. Nobody's name belongs in them: who wrote is in the record, as an
account's id. They stay as long as the organisation; a draft that was never published can be deleted, and of each language
the last `MOST_VERSIONS` are kept, the published one always.
"""

import datetime as dt
from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Owned

MOST_LESSONS = 60  # of one organisation; a year of twelve hours has 36
MOST_VERSIONS = 50  # of one language: a month of work; older ones go


class OwnLesson(Owned):
    """One lesson in its languages. `name` is its id: a new one, or that of the shipped lesson in whose place it stands.
    `languages` are those it is to have before it is published."""

    name = models.CharField(max_length=40)
    languages: Any = models.JSONField(default=list)
    published_ms = models.BigIntegerField(null=True)
    withdrawn_ms = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "name"], name="people_own_lesson_once")
        ]

    def __str__(self) -> str:
        return self.name


class OwnText(Owned):
    """Its draft in one language. `number` counts what was saved, `checked` is the number that was found whole."""

    lesson = models.ForeignKey(OwnLesson, on_delete=models.CASCADE)
    language = models.CharField(max_length=2)
    text = models.TextField(blank=True)
    number = models.PositiveIntegerField(default=1)
    checked = models.PositiveIntegerField(default=0)
    saved_ms = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["lesson", "language"], name="people_own_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.lesson} {self.language}"

    @property
    def saved_at(self) -> dt.datetime:
        """When, for pages."""
        return dt.datetime.fromtimestamp(self.saved_ms / 1_000, dt.UTC)


class OwnVersion(Owned):
    """What was saved, as it was; one of each language is the published one."""

    written = models.ForeignKey(OwnText, on_delete=models.CASCADE)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    saved_ms = models.BigIntegerField()
    is_published = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["written", "number"], name="people_own_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.written} {self.number}"

    @property
    def saved_at(self) -> dt.datetime:
        """When, for pages."""
        return dt.datetime.fromtimestamp(self.saved_ms / 1_000, dt.UTC)
