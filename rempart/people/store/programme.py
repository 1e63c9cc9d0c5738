"""Tables of programmes and their sessions.

Purpose: that people know what is theirs and by when, that a hall is not overfilled, and that hours are counted. A
programme goes with all that hangs on it a year after its last day (people_forget_programmes); what is a person's goes
with the person (on_erasure). Names of speakers are with the session, and go with it.
"""

import datetime as dt
import secrets
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db import models

from rempart.directory.store.models import Account, Organisation, Owned, Person, Team
from rempart.people.core.group_figures import USUAL
from rempart.people.core.programme_dates import Dates

YEAR_MINUTES = 12 * 60  # AWR-13
TITLE_MAX, TEXT_MAX, PHRASE_MAX, ADDRESS_MAX = 120, 600, 120, 200


def new_seed() -> str:
    """32 random bytes as hex: what rounding is drawn from; it leaves no page."""
    return secrets.token_hex(32)


class Programme(Owned):
    """Texts left empty are those of `template`, in the reader's language. `language` is for letters to people whose own
    is not known. `minimum_team` is fixed when it opens, and so is who is counted in which group (Counted)."""

    DRAFT, OPEN, ENDED = "draft", "open", "ended"

    template = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=TITLE_MAX, blank=True)
    knows = models.CharField(max_length=TEXT_MAX, blank=True)
    can = models.CharField(max_length=TEXT_MAX, blank=True)
    does = models.CharField(max_length=TEXT_MAX, blank=True)
    language = models.CharField(max_length=10, default="en")
    zone = models.CharField(max_length=60, default="UTC")
    starts_on = models.DateField()
    ends_on = models.DateField()
    enrol_until = models.DateField()
    early_until = models.DateField(null=True, blank=True)
    culture_from = models.DateField(null=True, blank=True)
    required_minutes = models.PositiveSmallIntegerField(default=YEAR_MINUTES)
    path: Any = models.JSONField(default=list)
    roles: Any = models.JSONField(default=list, blank=True)
    teams = models.ManyToManyField(Team, blank=True)
    state = models.CharField(max_length=8, default=DRAFT)
    minimum_team = models.PositiveSmallIntegerField(default=USUAL)
    opened_ms = models.BigIntegerField(null=True)
    seed = models.CharField(max_length=64, default=new_seed, editable=False)
    figures: Any = models.JSONField(default=dict, blank=True)  # as last told, by group; once a week anew
    figures_ms = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.title or self.template or self.uid

    def dates(self) -> Dates:
        """As the rules know them."""
        return Dates(self.starts_on, self.ends_on, self.enrol_until, self.early_until, self.culture_from)


class Session(Owned):
    """One meeting. `key` names the template's, whose words stand where title and about are empty."""

    PLANNED, CANCELLED = "planned", "cancelled"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE)
    key = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=TITLE_MAX, blank=True)
    about = models.CharField(max_length=TEXT_MAX, blank=True)
    way = models.CharField(max_length=8, default="both")
    starts_ms = models.BigIntegerField()
    minutes = models.PositiveSmallIntegerField(default=60)
    capacity = models.PositiveSmallIntegerField(default=30)
    place = models.CharField(max_length=ADDRESS_MAX, blank=True)
    link = models.CharField(max_length=ADDRESS_MAX, blank=True)
    speaker = models.CharField(max_length=TITLE_MAX, blank=True)
    speaker_from = models.CharField(max_length=TITLE_MAX, blank=True)
    state = models.CharField(max_length=10, default=PLANNED)
    changed = models.PositiveIntegerField(default=0)  # counts changes, for calendars

    def __str__(self) -> str:
        return self.title or self.key or self.uid

    @property
    def ends_ms(self) -> int:
        """When it is over."""
        return self.starts_ms + self.minutes * 60_000


class Seat(Owned):
    """Somebody's place in a session, or in its queue (`seated_ms` None). Giving it up deletes it; who comes again
    queues anew. `was_there` is what the organiser ticked."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    seated_ms = models.BigIntegerField(null=True)
    was_there = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "account"], name="people_seat_once")
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.uid}"


class Enrolment(Owned):
    """Somebody takes part. `is_shared`: the own team may see that, and nothing else (AWR-22)."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    enrolled_on = models.DateField()
    is_shared = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "account"], name="people_enrolled_once")
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.uid}"


class Counted(models.Model):
    """Who stands in which group of a programme's figures, fixed when it opened."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    group = models.CharField(max_length=16, blank=True)  # a team's uid; empty for the others

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "person"], name="people_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.group}"


class LearnerChoice(models.Model):
    """What somebody wants of reminders, and the digest of the secret of their calendar. Theirs alone."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    is_quiet = models.BooleanField(default=False)
    away_until = models.DateField(null=True, blank=True)
    reminded_ms = models.BigIntegerField(default=0)
    calendar_digest = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "account"], name="people_choice_once")
        ]

    def __str__(self) -> str:
        return "choices"


class Hallmark(models.Model):
    """By what people know that a letter of ours is ours (AWR-29): words that the intranet shows too, and the address
    that one types by hand."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    phrase = models.CharField(max_length=PHRASE_MAX)
    address = models.CharField(max_length=ADDRESS_MAX)
    zone = models.CharField(max_length=60, default="UTC")  # whose working hours letters keep to that no programme sends

    def __str__(self) -> str:
        return self.phrase


class ProgrammeLetter(Owned):
    """A letter that waits: an invitation, a reminder, a seat that became free, a session called off; without a programme,
    about rules of the house. Gone once sent."""

    programme = models.ForeignKey(Programme, null=True, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField(max_length=12)
    session = models.ForeignKey(Session, null=True, on_delete=models.CASCADE)
    made_ms = models.BigIntegerField()
    next_ms = models.BigIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["next_ms"], name="people_letter_next")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Invited(models.Model):
    """Who has been written to, so that nobody is invited twice to the same programme."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "person"], name="people_invited_once")
        ]

    def __str__(self) -> str:
        return "invited"


def today(programme: Programme, moment_ms: int) -> dt.date:
    """The day there."""
    return dt.datetime.fromtimestamp(moment_ms / 1_000, ZoneInfo(programme.zone)).date()
