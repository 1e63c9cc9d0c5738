"""Forms of monitors, announced work, the alarm, the status page and probes."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rempart.design import formats
from rempart.directory.store.models import Site
from rempart.directory.web.forms import PlainForm
from rempart.directory.web.unit_words import words
from rempart.watch.actions.change_monitor import Wish
from rempart.watch.core import settings
from rempart.watch.core.kind import Kind, Setting
from rempart.watch.core.policy import LONGEST_INTERVAL_S
from rempart.watch.store.models import TITLE_MAX, Monitor
from rempart.watch.web.words import FAULTS, INTERVALS

MILLION = 1_000_000
ROWS = {"lines": 3, "steps": 4}


class MonitorForm(PlainForm):
    """Title, interval, what the kind asks for, the promise, and whether it is shown."""

    title = forms.CharField(max_length=TITLE_MAX, label=_("Title"))

    def __init__(self, *args: Any, kind: Kind, sites: QuerySet[Site], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for setting in kind.settings:
            self.fields[setting.name] = _field(setting)
        choices = [(every, formats.duration(every, language)) for every in INTERVALS if every >= kind.least_s]
        self.fields["every_s"] = forms.TypedChoiceField(
            coerce=int, choices=choices, initial=kind.every_s,
            label=_("Looks every") if kind.look or kind.needs_site else _("It calls at least every"),
        )  # fmt: skip
        self.fields["promise"] = forms.DecimalField(
            min_value=0, max_value=100, max_digits=7, decimal_places=4, initial="99.9",
            label=_("Promised uptime of a month (%)"),
        )  # fmt: skip
        self.fields["site"] = forms.ModelChoiceField(
            sites, required=kind.needs_site, to_field_name="uid", label=_("Site"),
            empty_label=None if kind.needs_site else _("none of them"),
        )  # fmt: skip
        self.fields["is_shown"] = forms.BooleanField(required=False, label=_("Show it on the status page"))

    def clean(self) -> dict[str, Any]:
        """Adds an error to each setting that cannot work."""
        said = super().clean()
        try:
            settings.read(self.kind, said)
        except settings.BadSettings as bad:
            for name, code in bad.faults.items():
                if name not in self.errors:
                    self.add_error(name, str(FAULTS.get(code, FAULTS["long"])))
        return said

    def wish(self) -> Wish:
        """What was asked for."""
        said = self.cleaned_data
        given = {one.name: said.get(one.name) for one in self.kind.settings}
        promise = int(said["promise"] * MILLION / 100)
        every = min(int(said["every_s"]), LONGEST_INTERVAL_S)
        return Wish(said["title"], every, given, promise, bool(said["is_shown"]))


def _field(setting: Setting) -> forms.Field:
    shown: dict[str, Any] = {
        "label": words(setting.label),
        "help_text": words(setting.help) if setting.help else "",
        "required": setting.is_needed,
        "initial": setting.initial,
        "max_length": settings.TEXT_MAX,
    }
    if setting.form in ROWS:
        area = forms.Textarea(attrs={"rows": ROWS[setting.form], "spellcheck": "false"})
        return forms.CharField(widget=area, **shown)
    return forms.CharField(**shown)


def initial_of(row: Monitor) -> Mapping[str, Any]:
    """What the form shows of a monitor that is there already."""
    promise = f"{row.promise_ppm * 100 / MILLION:.4f}".rstrip("0").rstrip(".")
    return {
        **row.settings, "title": row.title, "every_s": row.every_s, "promise": promise,
        "is_shown": row.is_shown, "site": row.site.uid if row.site else None,
    }  # fmt: skip


class WorkForm(PlainForm):
    """From when to when, and for which site."""

    title = forms.CharField(max_length=TITLE_MAX, required=False, label=_("What is done"))
    begins = forms.DateTimeField(
        label=_("Begins (UTC)"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    ends = forms.DateTimeField(
        label=_("Ends (UTC)"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    def __init__(self, *args: Any, sites: QuerySet[Site], may_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"] = forms.ModelChoiceField(
            sites, required=not may_all, to_field_name="uid", label=_("Site"),
            empty_label=_("everything") if may_all else None,
        )  # fmt: skip

    def moment_ms(self, name: str) -> int:
        """As milliseconds; what was typed is UTC."""
        moment: dt.datetime = self.cleaned_data[name]
        return round(moment.replace(tzinfo=dt.UTC).timestamp() * 1_000)


class AlarmForm(forms.Form):
    """When the weekly test alarm rings."""

    day = forms.TypedChoiceField(
        coerce=int, label=_("Day"),
        choices=[(0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")),
                 (5, _("Saturday")), (6, _("Sunday"))],
    )  # fmt: skip
    hour = forms.IntegerField(min_value=0, max_value=23, label=_("Hour (UTC)"))


class PageForm(PlainForm):
    """What the status page is called, and whether strangers see it."""

    title = forms.CharField(max_length=TITLE_MAX, label=_("Title"))
    is_open = forms.BooleanField(required=False, label=_("Whoever has the address may read it"))


class ProbeForm(PlainForm):
    """A name for the place where a probe will stand."""

    name = forms.CharField(max_length=TITLE_MAX, label=_("Place"))


class ImportForm(forms.Form):
    """A backup of Uptime Kuma, or its database."""

    file = forms.FileField(label=_("Backup (JSON) or kuma.db of Uptime Kuma"))
