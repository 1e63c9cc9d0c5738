"""The form of an outlet's settings; its fields are those its format asks for."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rempart.directory.web.forms import MAX_NAME, PlainForm
from rempart.directory.web.words import area_word
from rempart.events.catalogue import catalogue
from rempart.record.actions.change_outlet import Wish
from rempart.record.actions.outlet_faults import faults_of
from rempart.record.core import settings
from rempart.record.core.outlet import Outlet as Unit
from rempart.terms.severity import Severity

LABELS: dict[str, Promise | str] = {
    "transport": gettext_lazy("Transport"),
    "host": gettext_lazy("Receiver’s name or address"),
    "port": gettext_lazy("Port"),
    "ca": gettext_lazy("Certificate of the receiver’s own authority (PEM)"),
    "url": gettext_lazy("Address"),
    "authorization": gettext_lazy("Authorization header"),
}
HELPS: dict[str, Promise | str] = {
    "ca": gettext_lazy("Only when the receiver’s certificate comes from an authority of your own."),
    "url": gettext_lazy("It begins with https://. Redirects are not followed."),
    "authorization": gettext_lazy("Only when the receiver asks for one. It is stored sealed and never shown again."),
}
TRANSPORTS = {
    "tls": gettext_lazy("TLS (encrypted)"),
    "tcp": gettext_lazy("TCP"),
    "udp": gettext_lazy("UDP (lines may be lost)"),
}
LOUDNESS = [
    (Severity.NONE, gettext_lazy("everything")),
    (Severity.NOTICE, gettext_lazy("worth reading")),
    (Severity.WARNING, gettext_lazy("somebody should act today")),
    (Severity.CRITICAL, gettext_lazy("somebody should act now")),
]


class OutletForm(PlainForm):
    """Name, settings of the format, and what goes through."""

    name = forms.CharField(max_length=MAX_NAME, label=gettext_lazy("Name"))

    def __init__(self, *args: Any, unit: Unit, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        for name in unit.settings:
            self.fields[name] = _field(name)
        self.fields["least_severity"] = forms.TypedChoiceField(
            coerce=int,
            choices=[(int(severity), word) for severity, word in LOUDNESS],
            label=gettext_lazy("What is sent, at least"),
        )
        areas = sorted({name.split(".")[0] for name in catalogue()})
        self.fields["areas"] = forms.MultipleChoiceField(
            required=False,
            choices=[(area, area_word(area)) for area in areas],
            label=gettext_lazy("Only these areas"),
            help_text=gettext_lazy("Choose none to send all."),
        )
        if is_new:
            self.fields["from_start"] = forms.BooleanField(
                required=False, label=gettext_lazy("Also send what is already recorded")
            )

    def clean(self) -> dict[str, Any]:
        """Adds an error to each setting that cannot work."""
        said = super().clean()
        values = {name: str(said.get(name, "")) for name in self.unit.settings}
        for name, code in faults_of(self.unit, values).items():
            if name not in self.errors:
                self.add_error(name, _fault(code))
        return said

    def wish(self) -> Wish:
        """What was asked for."""
        said = self.cleaned_data
        values = {name: str(said[name]).strip() for name in self.unit.settings}
        return Wish(said["name"], values, Severity(said["least_severity"]), said["areas"])


def _field(name: str) -> forms.Field:
    shown: dict[str, Any] = {"label": LABELS[name], "help_text": HELPS.get(name, ""), "required": False}
    if name == "transport":
        return forms.ChoiceField(choices=list(TRANSPORTS.items()), **shown)
    if name == "ca":
        return forms.CharField(
            max_length=settings.MAX_CA, widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}), **shown
        )
    if name == "authorization":
        hidden = forms.PasswordInput(attrs={"autocomplete": "off"})
        return forms.CharField(max_length=1_024, widget=hidden, **shown)
    if name == "port":
        return forms.CharField(max_length=5, initial=settings.DEFAULTS["port"], **shown)
    return forms.CharField(max_length=2_048, widget=forms.TextInput(attrs={"spellcheck": "false"}), **shown)


def _fault(code: str) -> str:
    return {
        "missing": _("This is needed."),
        "bad_host": _("A name such as log.example.org, or an address of a machine."),
        "bad_port": _("A number from 1 to 65535."),
        "bad_transport": _("Choose one of the transports listed."),
        "bad_header": _("Letters, digits and signs of a header only, on one line."),
        "bad_ca": _("This holds no certificate in PEM form."),
        "bad_url": _("An address that begins with https://, without user name, password or #."),
    }[code]
