"""Forms about devices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rempart.access.core.device_certificate import REQUEST_MAX, BadRequest, Leaf, read_request
from rempart.access.core.device_trust import Trust
from rempart.access.web.device_words import FAULTS, KINDS, TRUST
from rempart.directory.core.roles import OFFERED, Role
from rempart.directory.web.forms import PlainForm
from rempart.directory.web.words import ROLES


class DeviceForm(PlainForm):
    """What it is called, and what it is."""

    name = forms.CharField(
        max_length=100, label=_("Name"), help_text=_("So that you recognise it, like “laptop at work”.")
    )
    kind = forms.ChoiceField(choices=list(KINDS.items()), label=_("Kind"))


class RequestForm(forms.Form):
    """A signing request of a device that keeps its key to itself; empty = make the key here."""

    request = forms.CharField(
        required=False,
        max_length=REQUEST_MAX,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        label=_("Signing request (PKCS#10, PEM)"),
        help_text=_("Leave it empty and a key is made for you. With a request, the key never leaves the device."),
    )

    def clean_request(self) -> Leaf | None:
        """The key of the request."""
        typed = self.cleaned_data["request"]
        if not typed.strip():
            return None
        try:
            return read_request(typed)
        except BadRequest as bad:
            raise forms.ValidationError(str(FAULTS[bad.code])) from bad


class TrustForm(forms.Form):
    """How far one device is trusted."""

    trust = forms.TypedChoiceField(
        choices=[(int(one), words) for one, words in TRUST.items()], coerce=lambda v: Trust(int(v))
    )


class RuleForm(forms.Form):
    """What dangerous rights need."""

    least = forms.TypedChoiceField(
        choices=[
            (int(Trust.UNKNOWN), _("nothing")),
            (int(Trust.KNOWN), _("a known device")),
            (int(Trust.MANAGED), _("a managed device")),
        ],
        coerce=lambda value: Trust(int(value)),
        label=_("Dangerous rights need"),
    )
    roles = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Only for these roles (none ticked: for everybody)"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(one.value, ROLES[one][0]) for one in OFFERED]  # type: ignore[attr-defined]

    def named(self) -> list[Role]:
        """The roles that were ticked."""
        return [Role(value) for value in self.cleaned_data["roles"]]
