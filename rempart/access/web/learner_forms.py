"""Forms of the learners' door."""

from django import forms
from django.utils.translation import gettext_lazy as _

ORGANISATION = r"^[A-Za-z0-9-]{2,20}$"


class DoorForm(forms.Form):
    """The short code of an organisation."""

    organisation = forms.RegexField(
        ORGANISATION,
        strip=True,
        label=_("Code of your organisation"),
        help_text=_("It stands in the invitation to the lessons; your security officer knows it too."),
        error_messages={"invalid": _("Letters, digits and hyphens; at least two.")},
    )


class NumberForm(forms.Form):
    """Who asks for a code."""

    number = forms.CharField(
        max_length=40, label=_("Staff number"), widget=forms.TextInput(attrs={"autocomplete": "username"})
    )


class CodeForm(forms.Form):
    """What came by mail, or what an app shows."""

    code = forms.CharField(
        max_length=20,
        label=_("Code"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "mono"}),
    )
