"""The forms of a drill, one for each step; what is typed is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rempart.design.zones import zones
from rempart.directory.core.roles import OFFERED
from rempart.directory.store.models import Organisation, Team
from rempart.directory.web.forms import PlainForm
from rempart.directory.web.words import ROLES
from rempart.mail.actions.start_campaign import LEAST_TEAM, origins
from rempart.mail.core.drill.timing import MOST_DAYS
from rempart.mail.store.audience import Audience
from rempart.mail.store.drill import Campaign, Profile
from rempart.mail.web.drill_words import LANGUAGES, MARKS, QUESTIONS

WEEKDAYS: list[tuple[int, Promise]] = [
    (0, gettext_lazy("Monday")), (1, gettext_lazy("Tuesday")), (2, gettext_lazy("Wednesday")),
    (3, gettext_lazy("Thursday")), (4, gettext_lazy("Friday")), (5, gettext_lazy("Saturday")),
    (6, gettext_lazy("Sunday")),
]  # fmt: skip
_MOMENT = "%Y-%m-%dT%H:%M"


class Day(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"


class NewForm(PlainForm):
    """Name and mail."""

    name = forms.CharField(max_length=100, label=gettext_lazy("Name"), help_text=gettext_lazy("For you: those who get the mail do not see it."))  # fmt: skip
    template = forms.ChoiceField(label=gettext_lazy("The mail"))

    def __init__(self, *args: Any, templates: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = list(templates.items())  # type: ignore[attr-defined]


class WhatForm(NewForm):
    """Besides: language, and the five questions."""

    own_language = forms.BooleanField(required=False, label=gettext_lazy("Everybody in the language they chose"))
    language = forms.ChoiceField(choices=tuple(LANGUAGES.items()), label=gettext_lazy("Language of whoever chose none"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, question in enumerate(QUESTIONS, 1):
            self.fields[f"mark_{number}"] = forms.TypedChoiceField(
                coerce=int, label=str(question), choices=list(MARKS.items())
            )

    @staticmethod
    def of(row: Campaign, suggested: tuple[int, ...]) -> dict[str, Any]:
        """What stands in the fields at first."""
        marks = row.alignment or suggested
        given = {f"mark_{number}": mark for number, mark in enumerate(marks, 1)}
        return {
            "name": row.name,
            "template": row.template,
            "own_language": row.own_language,
            "language": row.language,
            **given,
        }

    def values(self) -> dict[str, Any]:
        """For the step."""
        said = self.cleaned_data
        marks = [said[f"mark_{number}"] for number in range(1, len(QUESTIONS) + 1)]
        return {name: said[name] for name in ("name", "template", "own_language", "language")} | {"alignment": marks}


class WhoForm(forms.Form):
    """Team, role, risk; and how many see no teaching page."""

    everybody = forms.BooleanField(required=False, label=gettext_lazy("Everybody"))
    teams = forms.MultipleChoiceField(required=False, label=gettext_lazy("Teams"), widget=forms.CheckboxSelectMultiple)
    roles = forms.MultipleChoiceField(required=False, label=gettext_lazy("Roles"), widget=forms.CheckboxSelectMultiple)
    new_here = forms.BooleanField(required=False, label=gettext_lazy("Whoever is new here (90 days)"))
    payments = forms.BooleanField(required=False, label=gettext_lazy("Whoever handles payments"))
    control_percent = forms.IntegerField(
        min_value=0, max_value=50, initial=10, label=gettext_lazy("Control group, in per cent"),
        help_text=gettext_lazy("They get the same mail and see no teaching page after it: only so an effect can be told from chance."),
    )  # fmt: skip
    team_minimum = forms.IntegerField(
        min_value=LEAST_TEAM, max_value=500, initial=8, label=gettext_lazy("Smallest team that a figure may name"),
        help_text=gettext_lazy("Fixed with the start. Smaller teams are counted among the rest."),
    )  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Team.objects.filter(organisation=organisation).order_by("name", "pk")
        self.fields["teams"].choices = [(row.uid, row.name) for row in rows]  # type: ignore[attr-defined]
        roles = [(role.value, ROLES[role][0]) for role in OFFERED]
        self.fields["roles"].choices = roles  # type: ignore[attr-defined]

    @staticmethod
    def of(row: Campaign) -> dict[str, Any]:
        """What stands in the fields at first."""
        return {
            **Audience.read(row.audience).kept(),
            "control_percent": row.control_percent,
            "team_minimum": row.team_minimum,
        }

    def values(self) -> dict[str, Any]:
        """For the step."""
        said = dict(self.cleaned_data)
        rest = {name: said.pop(name) for name in ("control_percent", "team_minimum")}
        return {"audience": Audience.read(said).kept(), **rest}


class WhenForm(forms.Form):
    """On the clock of one zone."""

    zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    begins = forms.DateTimeField(
        label=gettext_lazy("From"),
        input_formats=[_MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
    )
    ends = forms.DateTimeField(
        label=pgettext_lazy("time", "Until"),
        input_formats=[_MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
    )
    day_from = forms.TimeField(
        label=gettext_lazy("Working hours from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    day_until = forms.TimeField(
        label=gettext_lazy("Working hours until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    weekdays = forms.TypedMultipleChoiceField(
        coerce=int, choices=WEEKDAYS, label=gettext_lazy("Working days"), widget=forms.CheckboxSelectMultiple
    )
    jitter = forms.BooleanField(
        required=False, label=gettext_lazy("Each mail at a moment of its own"),
        help_text=gettext_lazy("Else they go out evenly, one after another: a row of colleagues would notice."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [(name, name) for name in zones()]  # type: ignore[attr-defined]

    @staticmethod
    def of(row: Campaign) -> dict[str, Any]:
        """What stands in the fields at first."""
        zone = ZoneInfo(row.zone)
        shown = {"begins": row.starts_ms, "ends": row.ends_ms}
        moments = {
            name: datetime.fromtimestamp(at / 1_000, zone).replace(tzinfo=None) for name, at in shown.items() if at
        }
        hours = {
            name: f"{minute // 60 % 24:02d}:{minute % 60:02d}"
            for name, minute in (("day_from", row.day_from), ("day_until", row.day_until))
        }
        return {"zone": row.zone, "weekdays": row.weekdays, "jitter": row.jitter, **moments, **hours}

    def clean(self) -> dict[str, Any]:
        """Beginning before end, of the day and of the whole."""
        said = super().clean() or self.cleaned_data
        if said.get("begins") and said.get("ends"):
            days = (said["ends"] - said["begins"]).total_seconds() / 86_400
            if not 0 < days <= MOST_DAYS:
                self.add_error("ends", _("The end comes after the beginning, within a year."))
        if said.get("day_from") and said.get("day_until") and said["day_from"] >= said["day_until"]:
            self.add_error("day_until", _("The working day ends after it begins."))
        return said

    def values(self) -> dict[str, Any]:
        """For the step."""
        said, zone = self.cleaned_data, ZoneInfo(self.cleaned_data["zone"])
        return {
            "zone": said["zone"], "weekdays": said["weekdays"], "jitter": said["jitter"],
            "starts_ms": _ms(said["begins"], zone), "ends_ms": _ms(said["ends"], zone),
            "day_from": said["day_from"].hour * 60 + said["day_from"].minute,
            "day_until": said["day_until"].hour * 60 + said["day_until"].minute,
        }  # fmt: skip


def _ms(moment: datetime, zone: ZoneInfo) -> int:
    return int(moment.replace(tzinfo=zone).timestamp() * 1_000)


class SenderForm(PlainForm):
    """The way out, and what the reader sees as sender."""

    profile = forms.ChoiceField(label=gettext_lazy("Way out"))
    sender_name = forms.CharField(max_length=100, required=False, label=gettext_lazy("Sender’s name"), help_text=gettext_lazy("Empty: the one of the way out, else the one of the mail."))  # fmt: skip
    sender_address = forms.EmailField(required=False, label=gettext_lazy("Sender’s address"), help_text=gettext_lazy("Empty: the one of the way out. Its domain must be yours, and prove it in DNS."))  # fmt: skip
    link_origin = forms.ChoiceField(required=False, label=gettext_lazy("Links lead to"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.uid: row for row in Profile.objects.filter(organisation=organisation).order_by("name", "pk")}
        self.fields["profile"].choices = [(uid, row.name) for uid, row in self.rows.items()]  # type: ignore[attr-defined]
        self.fields["link_origin"].choices = [(one, one) for one in origins()]  # type: ignore[attr-defined]

    @staticmethod
    def of(row: Campaign) -> dict[str, Any]:
        """What stands in the fields at first."""
        profile = row.profile.uid if row.profile else ""
        return {
            "profile": profile,
            "sender_name": row.sender_name,
            "sender_address": row.sender_address,
            "link_origin": row.link_origin,
        }

    def values(self) -> dict[str, Any]:
        """For the step."""
        return {**self.cleaned_data, "profile": self.rows[self.cleaned_data["profile"]]}


class RecordedForm(PlainForm):
    """What must be on record before a start."""

    purpose = forms.CharField(max_length=1_000, required=False, label=gettext_lazy("Purpose"), widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("What it is for, and what it is not: never a judgement of one person."))  # fmt: skip
    notice = forms.DateField(required=False, label=gettext_lazy("Staff were told on"), widget=Day(format="%Y-%m-%d"))
    notice_reference = forms.CharField(max_length=200, required=False, label=gettext_lazy("Told where"), help_text=gettext_lazy("A note to all staff that drills are held; neither the day nor the mail."))  # fmt: skip
    consulted = forms.DateField(required=False, label=gettext_lazy("Consultation on"), widget=Day(format="%Y-%m-%d"))
    consulted_who = forms.CharField(max_length=200, required=False, label=gettext_lazy("Who was consulted"), help_text=gettext_lazy("A body, not a person: works council, data protection officer."))  # fmt: skip
    consulted_reference = forms.CharField(max_length=200, required=False, label=gettext_lazy("Where it is on file"))

    @staticmethod
    def of(row: Campaign) -> dict[str, Any]:
        """What stands in the fields at first."""
        zone = ZoneInfo(row.zone)
        days = {"notice": row.notice_ms, "consulted": row.consulted_ms}
        kept = {name: datetime.fromtimestamp(at / 1_000, zone).date() for name, at in days.items() if at}
        names = ("purpose", "notice_reference", "consulted_who", "consulted_reference")
        return {**kept, **{name: getattr(row, name) for name in names}}

    def values(self, zone: str) -> dict[str, Any]:
        """For the step; a day counts from its beginning."""
        said = dict(self.cleaned_data)
        for name in ("notice", "consulted"):
            day = said.pop(name)
            said[f"{name}_ms"] = _ms(datetime(day.year, day.month, day.day), ZoneInfo(zone)) if day else None
        return said
