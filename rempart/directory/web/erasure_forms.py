"""The forms of what is forgotten and what is kept."""

from datetime import UTC, datetime, time, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rempart.directory.core.holds import REASON_MOST, Scope
from rempart.directory.web.forms import MAX_NAME, PlainForm

SCOPES = {
    Scope.PERSON: pgettext_lazy("hold", "One person"),
    Scope.SITE: pgettext_lazy("hold", "One site"),
    Scope.ORGANISATION: pgettext_lazy("hold", "The whole organisation"),
}


class DayForm(forms.Form):
    """A day whose strangers are forgotten."""

    day = forms.DateField(
        label=_("Day"),
        help_text=_("In UTC, for example 2026-03-31. Days that are not over cannot be erased."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class HoldForm(PlainForm):
    """What must be kept, why, and until when."""

    scope = forms.ChoiceField(
        choices=[(scope.value, label) for scope, label in SCOPES.items()], label=_("What is held")
    )
    target = forms.CharField(
        max_length=MAX_NAME,
        required=False,
        label=_("Who or which site"),
        help_text=_("E-mail address, staff number or name of the person; address of the site. Empty for everything."),
    )
    reason = forms.CharField(
        max_length=REASON_MOST,
        label=_("Reason"),
        help_text=_("Which proceeding or duty asks for it. It is kept here alone, never in the ledger."),
    )
    until = forms.DateField(
        label=_("Until"),
        help_text=_("The last day, for example 2027-06-30; at most five years ahead."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def until_ms(self) -> int:
        """The end of the last day."""
        end = datetime.combine(self.cleaned_data["until"] + timedelta(days=1), time(), UTC)
        return int(end.timestamp()) * 1000
