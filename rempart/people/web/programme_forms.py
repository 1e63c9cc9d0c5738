"""Forms of programmes: a new one, its words and dates, a session, what a learner wants."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rempart.design.zones import zones
from rempart.directory.store.models import Team
from rempart.directory.web.forms import PlainForm
from rempart.directory.web.words import ROLES
from rempart.people.core.group_figures import LEAST
from rempart.people.core.in_languages import said
from rempart.people.core.planned_lessons import PLANNED
from rempart.people.core.programme_dates import Dates, WrongDates
from rempart.people.core.programme_template import templates
from rempart.people.core.seats import CAPACITY_MAX
from rempart.people.store.library import lessons_of
from rempart.people.store.programme import ADDRESS_MAX, PHRASE_MAX, TEXT_MAX, TITLE_MAX, Programme, Session
from rempart.people.web import programme_words as words

MINUTES_MAX = 480  # a day's session
HOURS_MAX = 100
DAYS = ("starts_on", "ends_on", "enrol_until", "early_until", "culture_from")


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


def _zone(help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [(one, one) for one in zones()], help_text=help_text
    )  # fmt: skip


def _text(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=TEXT_MAX, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class NewProgrammeForm(PlainForm):
    """From which ready one, and from when."""

    template = forms.ChoiceField(label=_("Begin from"), required=False)
    starts_on = _day(_("First day"), help_text=_("All other dates are counted from it; you can change each of them."))
    zone = _zone()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ready = [(one.id, said(one.title, words.language())) for one in templates().values()]
        self.fields["template"].choices = [*ready, ("", _("an empty one, with every lesson there is"))]  # type: ignore[attr-defined]


class ProgrammeForm(PlainForm):
    """Everything of a programme; once it is open only its words, its end and the culture week."""

    title = forms.CharField(label=_("Title"), required=False, max_length=TITLE_MAX)
    knows = _text(words.GOALS["knows"])
    can = _text(words.GOALS["can"])
    does = _text(words.GOALS["does"])
    language = forms.ChoiceField(
        label=_("Language of letters where a person’s own is not known"), choices=words.LANGUAGES
    )
    starts_on = _day(_("First day"))
    ends_on = _day(_("Last day"))
    enrol_until = _day(_("Enrolment until"))
    early_until = _day(
        _("Early enrolment until"),
        required=False,
        help_text=_("Whoever enrols by then may begin before the first day."),
    )
    culture_from = _day(
        _("Culture week begins"), required=False, help_text=_("Five working days with a tip and a strip each.")
    )
    zone = _zone()
    hours = forms.DecimalField(label=_("Hours asked for"), min_value=0, max_value=HOURS_MAX, decimal_places=1)
    minimum_team = forms.IntegerField(
        label=_("Smallest group of figures"), min_value=LEAST, max_value=1_000,
        help_text=_("Smaller teams are counted together. It is fixed when the programme opens."),
    )  # fmt: skip
    path = forms.MultipleChoiceField(label=_("Path"), required=False, widget=forms.CheckboxSelectMultiple)
    roles = forms.MultipleChoiceField(label=_("For these roles"), required=False, widget=forms.CheckboxSelectMultiple)
    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(), to_field_name="uid", label=_("For these teams"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    BOXES = ("path", "roles", "teams")
    FIXED = ("starts_on", "early_until", "zone", "hours", "minimum_team", *BOXES)

    def __init__(self, *args: Any, programme: Programme, teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        if programme.state != Programme.DRAFT:
            for name in self.FIXED:
                del self.fields[name]
            return
        shelf = lessons_of(programme.organisation)
        names = [*programme.path, *(one for one in (*shelf, *PLANNED) if one not in programme.path)]
        self.fields["path"].choices = [(one, words.lesson_title(one, shelf)) for one in names]  # type: ignore[attr-defined]
        self.fields["roles"].choices = [(role.value, word) for role, (word, _help) in ROLES.items()]  # type: ignore[attr-defined]
        self.fields["teams"].queryset = teams  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, row: Programme) -> dict[str, Any]:
        """As it stands."""
        names = ("title", "knows", "can", "does", "language", "zone", "minimum_team", "path", "roles", *DAYS)
        teams = [team.uid for team in row.teams.all()]
        return {name: getattr(row, name) for name in names} | {"hours": row.required_minutes / 60, "teams": teams}

    def clean(self) -> dict[str, Any]:
        """Adds an error to the date that does not follow."""
        cleaned = super().clean()
        given = {name: cleaned.get(name, getattr(self.programme, name)) for name in DAYS}
        if not any(name in self.errors for name in DAYS):
            try:
                Dates(**given).check()
            except WrongDates as bad:
                field, why = words.WRONG_DATES[bad.code]
                self.add_error(field, str(why))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was typed, by the names of the table."""
        found = {name: value for name, value in self.cleaned_data.items() if name not in ("hours", "teams")}
        if "hours" in self.cleaned_data:
            found["required_minutes"] = round(self.cleaned_data["hours"] * 60)
        return found


class SessionForm(PlainForm):
    """One meeting; times are on the wall clock of the programme."""

    title = forms.CharField(label=_("Title"), required=False, max_length=TITLE_MAX)
    about = _text(_("What it is about"))
    starts = forms.DateTimeField(
        label=_("Begins"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=MINUTES_MAX)
    way = forms.ChoiceField(label=_("How"), choices=list(words.WAYS.items()))
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=CAPACITY_MAX)
    place = forms.CharField(label=_("Place"), required=False, max_length=ADDRESS_MAX)
    link = forms.URLField(
        label=_("Address of the live session"), required=False, max_length=ADDRESS_MAX, assume_scheme="https",
        help_text=_("Shown to those who have a seat."),
    )  # fmt: skip
    speaker = forms.CharField(label=_("Speaker"), required=False, max_length=TITLE_MAX)
    speaker_from = forms.CharField(
        label=_("Speaker’s organisation"),
        required=False,
        max_length=TITLE_MAX,
        help_text=_("For a guest from outside."),
    )

    def __init__(self, *args: Any, programme: Programme, needs_title: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(programme.zone)
        self.fields["title"].required = needs_title
        self.fields["starts"].help_text = programme.zone

    @classmethod
    def initial_of(cls, row: Session) -> dict[str, Any]:
        """As it stands."""
        names = ("title", "about", "minutes", "way", "capacity", "place", "link", "speaker", "speaker_from")
        local = dt.datetime.fromtimestamp(row.starts_ms / 1_000, ZoneInfo(row.programme.zone))
        return {name: getattr(row, name) for name in names} | {"starts": local.replace(tzinfo=None)}

    def clean_link(self) -> str:
        """A page opens only https."""
        link = str(self.cleaned_data["link"])
        if link and not link.startswith("https://"):
            raise forms.ValidationError(_("An address that begins with https://"))
        return link

    def values(self) -> dict[str, Any]:
        """What was typed, by the names of the table."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "starts"}
        at: dt.datetime = self.cleaned_data["starts"]
        return found | {"starts_ms": round(at.replace(tzinfo=self.zone).timestamp() * 1_000)}


class HallmarkForm(PlainForm):
    """By what people know our letters."""

    phrase = forms.CharField(
        label=_("Words that stand in each letter"), min_length=8, max_length=PHRASE_MAX,
        help_text=_("Put them on the intranet too, for example: the lighthouse keeps its lamp lit."),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Address to type by hand"), max_length=ADDRESS_MAX,
        help_text=_("Short, without https://, as people know it, for example: learn.example.com"),
    )  # fmt: skip
    zone = _zone(_("Letters about rules of the house keep to working hours there."))

    def clean_address(self) -> str:
        """Nothing that a mail program turns into a link with more behind it."""
        address = str(self.cleaned_data["address"]).removeprefix("https://").removeprefix("http://").rstrip("/")
        if not address or any(one in address for one in " ?#&@<>\"'"):
            raise forms.ValidationError(_("An address without blanks, and without ? or # in it."))
        return address


class ChoiceForm(forms.Form):
    """Reminders."""

    is_quiet = forms.BooleanField(label=_("No reminders by mail"), required=False)
    away_until = _day(_("Away until"), required=False, help_text=_("No reminder until that day has passed."))
