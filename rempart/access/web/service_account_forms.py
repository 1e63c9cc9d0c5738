"""The form of a service account. It has no field for a secret, on purpose."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rempart.access.store.service_accounts import EVERY_DAYS, TEXT_MAX, ServiceAccount
from rempart.directory.store.models import Account, Organisation
from rempart.directory.web.forms import PlainForm

DAYS_MAX = 3_650


class ServiceAccountForm(PlainForm):
    """What it is for, where, who answers for it, when its password or key was changed."""

    purpose = forms.CharField(
        max_length=TEXT_MAX,
        label=_("What it is for"),
        help_text=_("Like “nightly backup”. Never write a password here."),
    )
    place = forms.CharField(max_length=TEXT_MAX, label=_("Where"), help_text=_("The server, database or service."))
    answerable = forms.ModelChoiceField(
        queryset=Account.objects.none(), required=False, label=_("Who answers for it"), empty_label=_("somebody else")
    )
    answerable_text = forms.CharField(
        max_length=TEXT_MAX, required=False, label=_("If it is no member: which firm or role")
    )
    changed_on = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        label=_("Password or key last changed"),
        help_text=_("Leave it empty if it never was, or nobody knows."),
    )
    every_days = forms.IntegerField(
        min_value=1, max_value=DAYS_MAX, initial=EVERY_DAYS, label=_("Change it at least every … days")
    )

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Account.objects.filter(membership__organisation=organisation, is_active=True)
        self.fields["answerable"].queryset = members.distinct().order_by("name", "email")  # type: ignore[attr-defined]

    def clean_changed_on(self) -> dt.date | None:
        """Not in the future, by UTC."""
        day: dt.date | None = self.cleaned_data["changed_on"]
        if day is not None and day > dt.datetime.now(dt.UTC).date():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        """Somebody answers for it."""
        cleaned = super().clean()
        if not cleaned.get("answerable") and not cleaned.get("answerable_text") and not self.errors:
            self.add_error("answerable", _("Choose a member, or write who it is."))
        return cleaned

    def put_into(self, row: ServiceAccount) -> ServiceAccount:
        """What was typed."""
        for name in ("purpose", "place", "answerable", "answerable_text", "changed_on", "every_days"):
            setattr(row, name, self.cleaned_data[name])
        return row


def held_in(row: ServiceAccount) -> dict[str, Any]:
    """What the form begins with."""
    return {name: getattr(row, name) for name in ServiceAccountForm.base_fields}
