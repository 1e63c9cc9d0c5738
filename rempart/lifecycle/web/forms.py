"""The forms of joiners, movers and leavers. Which rows may be chosen is always the tenant's own."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from rempart.directory.core.roles import Role
from rempart.directory.store.models import Person, Team
from rempart.directory.web.forms import PlainForm
from rempart.directory.web.unit_words import words
from rempart.directory.web.words import ROLES
from rempart.lifecycle.actions.roles_from_teams import MAPPABLE
from rempart.lifecycle.actions.scim_tokens import MAX_DAYS
from rempart.lifecycle.core.connector import Connector
from rempart.lifecycle.core.day import zones
from rempart.lifecycle.store.models import MAX_TEXT


class LeaveForm(forms.Form):
    """When somebody leaves; nothing chosen is now."""

    last_day = forms.DateField(
        required=False,
        label=_("Last day"),
        help_text=_("Access ends when that day is over. Leave it empty to end it now."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    is_urgent = forms.BooleanField(
        required=False, label=_("Urgent"), help_text=_("Does not wait for a second person, whoever else leaves.")
    )


class MoveForm(forms.Form):
    """The teams from now on."""

    teams = forms.ModelMultipleChoiceField(
        queryset=Team.objects.none(), to_field_name="uid", required=False, label=_("Teams from now on")
    )

    def __init__(self, *args: Any, teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = teams  # type: ignore[attr-defined]


class TokenForm(PlainForm):
    """A token for the identity system."""

    name = forms.CharField(max_length=80, label=_("Name"), help_text=_("So that you recognise it, like “Entra ID”."))
    days = forms.IntegerField(min_value=1, max_value=MAX_DAYS, initial=180, label=_("Valid for how many days"))


class MappingForm(forms.Form):
    """A team and its role."""

    team = forms.ModelChoiceField(queryset=Team.objects.none(), to_field_name="uid", label=_("Team"))
    role = forms.ChoiceField(
        choices=[("", _("no role")), *((role.value, ROLES[role][0]) for role in MAPPABLE if role in ROLES)],
        required=False,
        label=_("Signs in as"),
    )

    def __init__(self, *args: Any, teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]

    def role_chosen(self) -> Role | None:
        """None ends the mapping."""
        return Role(self.cleaned_data["role"]) if self.cleaned_data["role"] else None


class ZoneForm(forms.Form):
    """The clock by which days end."""

    zone = forms.ChoiceField(label=_("Time zone"), help_text=_("A last day ends at midnight by this clock."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [(zone, zone) for zone in zones()]  # type: ignore[attr-defined]


class SecretForm(forms.Form):
    """A secret for the personnel system."""

    may_urge = forms.BooleanField(
        required=False,
        label=_("May mark leavers urgent"),
        help_text=_("Urgent leavers do not wait for a second person. Whoever holds the secret could misuse that."),
    )


class ConnectionForm(PlainForm):
    """A system; its fields are what the connector needs to know."""

    title = forms.CharField(max_length=80, label=_("Name"), help_text=_("So that you recognise it."))

    def __init__(self, *args: Any, unit: Connector, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in unit.settings:
            widget: forms.Widget = forms.PasswordInput() if one.is_secret else forms.TextInput()
            kind = forms.URLField if one.is_address else forms.CharField
            more: dict[str, Any] = {"assume_scheme": "https"} if one.is_address else {}
            self.fields[one.name] = kind(
                label=words(one.label), required=one.is_needed, max_length=2_000, widget=widget, **more
            )


class NameForm(PlainForm):
    """By what a system knows a person."""

    person = forms.CharField(
        max_length=MAX_TEXT, label=_("Person"), help_text=_("E-mail address or staff number, as it stands here.")
    )
    name = forms.CharField(
        max_length=MAX_TEXT, label=_("Name there"), help_text=_("User name or address in that system.")
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people

    def clean_person(self) -> Person:
        """Exactly one of this organisation."""
        said = str(self.cleaned_data["person"]).strip()
        rows = list(self.people.filter(Q(email__iexact=said) | Q(staff_number=said)).order_by("pk")[:2])
        if len(rows) != 1:
            raise forms.ValidationError(_("Nobody here, or more than one, has this address or number."))
        return rows[0]
