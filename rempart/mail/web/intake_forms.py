"""The form of the address for which reports are taken by SMTP."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rempart.directory.web.forms import PlainForm
from rempart.mail.actions.set_intake import IntakeWish
from rempart.mail.core.reported.own_networks import MOST, TooWide, network_of
from rempart.mail.store.intake import Intake
from rempart.mail.web.vouching_fields import own_hops_behind, own_server

MAX_TEXT = 2_000  # characters of twenty networks, with room


class IntakeForm(PlainForm):
    """Which address, and from where without a key."""

    address = forms.EmailField(max_length=254, label=_("Address that people write to"))
    networks = forms.CharField(
        max_length=MAX_TEXT, required=False, label=_("Your own mail servers"),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One address or network a line, such as 192.0.2.7 or 192.0.2.0/28. Only they may bring mails without a key. Left empty, everybody needs theirs."),
    )  # fmt: skip
    authserv_id, own_hops = own_server(), own_hops_behind()

    def clean_networks(self) -> tuple[str, ...]:
        """Each line is one."""
        lines = [line.strip() for line in self.cleaned_data["networks"].splitlines() if line.strip()]
        if len(lines) > MOST:
            raise forms.ValidationError(_("At most %(most)s lines."), params={"most": MOST})
        return tuple(_network(line) for line in lines)

    def wish(self) -> IntakeWish:
        """What was asked for."""
        return IntakeWish(**{name: self.cleaned_data[name] for name in self.fields})


def _network(line: str) -> str:
    try:
        return str(network_of(line))
    except TooWide:
        raise forms.ValidationError(
            _("%(line)s holds more machines than are yours: name at most 256, or a /48 of IPv6."), params={"line": line}
        ) from None
    except ValueError:
        raise forms.ValidationError(_("%(line)s is no address and no network."), params={"line": line}) from None


def initial_of(row: Intake | None) -> dict[str, Any]:
    """As it is set."""
    if row is None:
        return {}
    kept = {name: getattr(row, name) for name in ("address", "authserv_id", "own_hops")}
    return {**kept, "networks": "\n".join(row.networks)}
