"""Forms about rights: asking for one, covering for somebody, limiting a membership."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rempart.directory.actions.delegate import MAX_DAYS
from rempart.directory.actions.lend_privilege import MAX_HOURS
from rempart.directory.core.approval import MAX_REASON
from rempart.directory.core.roles import OFFERED, Permission, Role
from rempart.directory.store.models import Account, Host, Site, Team
from rempart.directory.web.words import PERMISSIONS, ROLES
from rempart.terms.duration import DAY_S


def start_of(day: date) -> int:
    """Midnight UTC at its beginning, in milliseconds."""
    return int(datetime.combine(day, time(), UTC).timestamp()) * 1000


class Day(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PrivilegeForm(forms.Form):
    """What is needed, for how long, and why."""

    right = forms.ChoiceField(label=_("What you need"))
    hours = forms.IntegerField(min_value=1, max_value=MAX_HOURS, initial=2, label=_("For how many hours"))
    reason = forms.CharField(
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Why"),
        help_text=_("Whoever approves reads it. It stays out of the ledger."),
    )

    def __init__(self, *args: Any, held: frozenset[Permission], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(role.value, ROLES[role][0]) for role in OFFERED]
        rights = [(one.value, words) for one, words in PERMISSIONS.items() if one not in held]
        self.fields["right"].choices = [(_("One right"), rights), (_("A whole role"), roles)]  # type: ignore[attr-defined]

    def right_chosen(self) -> Role | Permission:
        """Which of the two it is."""
        value = str(self.cleaned_data["right"])
        return Role(value) if value in set(Role) else Permission(value)


class DelegationForm(forms.Form):
    """Who covers, and when."""

    taker = forms.ModelChoiceField(queryset=Account.objects.none(), to_field_name="uid", label=_("Who covers for you"))
    first = forms.DateField(widget=Day, label=_("First day"))
    last = forms.DateField(widget=Day, label=_("Last day"))

    def __init__(self, *args: Any, takers: QuerySet[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = takers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Adds an error to the last day where the days make no span."""
        said = super().clean() or self.cleaned_data
        first, last = said.get("first"), said.get("last")
        if first and last and not 0 <= (last - first).days < MAX_DAYS:
            self.add_error(
                "last", _("Choose a last day on or after the first, at most %(most)s days.") % {"most": MAX_DAYS}
            )
        return said

    def span(self) -> tuple[int, int]:
        """From the beginning of the first day to the end of the last, UTC."""
        return start_of(self.cleaned_data["first"]), start_of(self.cleaned_data["last"]) + DAY_S * 1000


class LimitForm(forms.Form):
    """How far a membership reaches, and until when."""

    whole = forms.BooleanField(required=False, label=_("The whole organisation"))
    sites = forms.ModelMultipleChoiceField(Site.objects.none(), to_field_name="uid", required=False, label=_("Sites"))
    hosts = forms.ModelMultipleChoiceField(
        Host.objects.none(), to_field_name="uid", required=False, label=_("Hosts, with their sites")
    )
    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(), to_field_name="uid", required=False, label=_("Teams, with their people")
    )
    last = forms.DateField(
        widget=Day, required=False, label=_("Last day"), help_text=_("Empty: until somebody ends it.")
    )

    def __init__(self, *args: Any, choices: dict[str, QuerySet[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Both at once would leave open which is meant."""
        said = super().clean() or self.cleaned_data
        if said.get("whole") and any(said.get(name) for name in ("sites", "hosts", "teams")):
            self.add_error("whole", _("Choose the whole organisation, or name what is reached; not both."))
        return said

    def reach(self) -> list[Site | Host | Team] | None:
        """What `limit_member` takes."""
        said = self.cleaned_data
        return None if said["whole"] else [*said["sites"], *said["hosts"], *said["teams"]]

    def until_ms(self) -> int | None:
        """The end of the last day."""
        last = self.cleaned_data["last"]
        return start_of(last) + DAY_S * 1000 if last else None
