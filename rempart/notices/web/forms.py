"""Forms of ways, habits, mail, pulse and peers."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rempart.channel.outbound import Barred, place_of
from rempart.design.zones import zones
from rempart.directory.web.forms import PlainForm
from rempart.notices.actions.change_way import Wish
from rempart.notices.actions.set_mail import Wish as MailWish
from rempart.notices.actions.watch_peers import EVERY_MAX_S, EVERY_MIN_S
from rempart.notices.core import settings
from rempart.notices.core.channel import Channel
from rempart.notices.core.plan import LATEST_MINUTES
from rempart.notices.store.models import MailServer
from rempart.notices.web.words import fault
from rempart.terms.severity import Severity

LABELS: dict[str, Promise | str] = {
    "address": gettext_lazy("Mail address"),
    "number": gettext_lazy("Telephone number"),
    "url": gettext_lazy("Address"),
    "secret": gettext_lazy("Secret"),
    "template": gettext_lazy("What the gateway is sent (JSON)"),
    "authorization": gettext_lazy("Authorization header"),
}
HELPS: dict[str, Promise | str] = {
    "number": gettext_lazy("With a plus and the country: +33612345678."),
    "url": gettext_lazy("It is stored sealed and never shown again. Redirects are not followed."),
    "secret": gettext_lazy("Only if the other side asks for one. It is stored sealed and never shown again."),
    "template": gettext_lazy("As your provider describes it, with {to} for the number and {text} for the message."),
    "authorization": gettext_lazy("Only when the gateway asks for one. It is stored sealed and never shown again."),
}
LOUDNESS = [
    (int(Severity.NOTICE), gettext_lazy("everything that is worth reading")),
    (int(Severity.WARNING), gettext_lazy("what somebody should act on today")),
    (int(Severity.CRITICAL), gettext_lazy("only what somebody should act on now")),
]


class WayForm(PlainForm):
    """Name, settings of the channel, what comes this way and when."""

    name = forms.CharField(max_length=100, label=gettext_lazy("Name"))

    def __init__(self, *args: Any, unit: Channel, is_new: bool, may_choose_room: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.is_new = unit, is_new
        for name in unit.settings:
            self.fields[name] = _field(name)
        self.fields["least"] = forms.TypedChoiceField(
            coerce=int, choices=LOUDNESS, initial=int(Severity.WARNING), label=gettext_lazy("What is sent")
        )
        self.fields["after_min"] = forms.IntegerField(
            min_value=0, max_value=LATEST_MINUTES, initial=0,
            label=gettext_lazy("Only if nobody took it in hand after … minutes"),
            help_text=gettext_lazy("0 = at once. A larger number makes this way the next in line."),
        )  # fmt: skip
        if is_new and may_choose_room and not unit.is_personal:
            self.fields["room"] = forms.BooleanField(
                required=False, label=gettext_lazy("It is a room of the organisation, not mine alone")
            )

    def clean(self) -> dict[str, Any]:
        """Adds an error to each setting that cannot work."""
        said = super().clean()
        values = {name: str(said.get(name, "")) for name in self.unit.settings}
        for name, code in settings.faults(self.unit.settings, values).items():
            is_kept = code == "missing" and not self.is_new and name in settings.SEALED
            if name not in self.errors and not is_kept:
                self.add_error(name, fault(code))
        if values.get("url") and "url" not in self.errors:
            try:
                place_of(values["url"])
            except Barred:
                self.add_error("url", fault("bad_url"))
        return said

    def wish(self) -> Wish:
        """What was asked for."""
        said = self.cleaned_data
        values = {name: value for name in self.unit.settings if (value := str(said[name]).strip())}
        return Wish(said["name"], values, Severity(said["least"]), said["after_min"])


def _field(name: str) -> forms.Field:
    shown: dict[str, Any] = {"label": LABELS[name], "help_text": HELPS.get(name, ""), "required": False}
    if name in settings.SEALED:
        return forms.CharField(
            max_length=2_048, widget=forms.PasswordInput(attrs={"autocomplete": "off"}), **shown
        )  # fmt: skip
    if name == "template":
        return forms.CharField(
            max_length=settings.TEMPLATE_MAX, widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
            initial='{"to": "{to}", "text": "{text}"}', **shown,
        )  # fmt: skip
    return forms.CharField(max_length=254, **shown)


class HabitForm(PlainForm):
    """When somebody may be disturbed."""

    zone = forms.ChoiceField(label=gettext_lazy("Your time zone"))
    quiet_begin = forms.TimeField(
        required=False, label=gettext_lazy("Quiet from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("Only what is critical comes through between these hours."),
    )  # fmt: skip
    quiet_end = forms.TimeField(
        required=False, label=gettext_lazy("until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    digest_at = forms.TimeField(
        required=False, label=gettext_lazy("Digest at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("What is only worth reading comes once a day; leave it empty to get each one."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ChoiceField)
        zone.choices = [(name, name) for name in zones()]

    def clean(self) -> dict[str, Any]:
        """Both hours or none."""
        said = super().clean()
        if (said.get("quiet_begin") is None) != (said.get("quiet_end") is None):
            self.add_error("quiet_end", _("Give both hours, or none."))
        return said


class MailForm(PlainForm):
    """The way out for mail."""

    host = forms.CharField(max_length=255, label=gettext_lazy("Server"))
    port = forms.IntegerField(min_value=1, max_value=65_535, initial=465, label=gettext_lazy("Port"))
    security = forms.ChoiceField(
        choices=[
            (MailServer.TLS, gettext_lazy("TLS (usually port 465)")),
            (MailServer.STARTTLS, gettext_lazy("STARTTLS (usually port 587)")),
            (MailServer.PLAIN, gettext_lazy("not encrypted (on this machine only)")),
        ],
        label=gettext_lazy("Encryption"),
    )
    user = forms.CharField(max_length=255, required=False, label=gettext_lazy("User name"))
    password = forms.CharField(
        max_length=255, required=False, label=gettext_lazy("Password"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("It is stored sealed and never shown again. Left empty, the one from before stays."),
    )  # fmt: skip
    sender = forms.EmailField(label=gettext_lazy("Sender"))

    def wish(self) -> MailWish:
        """What was asked for."""
        return MailWish(**{name: self.cleaned_data[name] for name in self.fields})


class PulseForm(PlainForm):
    """Where this installation reports that it lives."""

    url = forms.CharField(
        max_length=2_048, required=False, label=gettext_lazy("Address"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Of a service outside that misses you, or of another Rempart. Empty = report nowhere."),
    )  # fmt: skip
    every_s = forms.IntegerField(min_value=10, max_value=3_600, initial=60, label=gettext_lazy("Every … seconds"))

    def clean(self) -> dict[str, Any]:
        """An address that can be reached at all."""
        said = super().clean()
        if said.get("url"):
            try:
                place_of(said["url"])
            except Barred:
                self.add_error("url", fault("bad_url"))
        return said


class PeerForm(PlainForm):
    """Something that reports here."""

    name = forms.CharField(max_length=100, label=gettext_lazy("Name"))
    every_s = forms.IntegerField(
        min_value=EVERY_MIN_S, max_value=EVERY_MAX_S, initial=60, label=gettext_lazy("Reports every … seconds"),
        help_text=gettext_lazy("After three missed reports somebody is told."),
    )  # fmt: skip
