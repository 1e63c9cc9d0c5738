"""The switches of a site's protection as a form: filled with what is wanted, read back as the whole policy."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rempart.companion.core.policy import (
    GRACE_DAYS,
    MOST_GRACE_DAYS,
    MOST_NAMES,
    NAME,
    SIMPLE,
    USUAL_ROLES,
    LoginChallenge,
    LoginLimit,
    Policy,
    SecondFactor,
)
from rempart.companion.web.words import switch_word
from rempart.directory.web.forms import PlainForm

MOST_TYPED = MOST_NAMES * (NAME + 2)
XMLRPC = (("", _("open")), ("narrowed", _("narrowed: no pingbacks, one call at a time")), ("closed", _("closed")))


def _lines(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in value.splitlines() if line.strip()))


class PolicyForm(PlainForm):
    """Everything at once: what is left unticked is let go."""

    second_factor = forms.BooleanField(required=False, label=_("Ask a second step when signing in"))
    roles = forms.MultipleChoiceField(
        required=False, label=_("Of these roles"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever set one up is asked in any case."),
    )  # fmt: skip
    grace_days = forms.IntegerField(
        min_value=0, max_value=MOST_GRACE_DAYS, initial=GRACE_DAYS, required=False, label=_("Days to set it up"),
        help_text=_("Counted from today, for new accounts from the day they are made. Afterwards nobody of these roles signs in without it."),
    )  # fmt: skip
    applications = forms.CharField(
        required=False, max_length=MOST_TYPED, label=_("Programs that may go on with a password of their own"),
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text=_("The exact names of application passwords, one a line. All others of these accounts stop working."),
    )  # fmt: skip
    login_limit = forms.BooleanField(required=False, label=_("Limit wrong tries to sign in"))
    free = forms.IntegerField(
        min_value=3, max_value=10, initial=5, required=False, label=_("Wrong tries of one account before a pause"),
        help_text=_("Pauses grow from 1 to 15 minutes and end by themselves. With a second step nobody has to wait."),
    )  # fmt: skip
    free_address = forms.IntegerField(
        min_value=3, max_value=100, initial=20, required=False, label=_("Wrong tries from one address before a pause")
    )
    proxy_header = forms.RegexField(
        r"^[A-Za-z0-9-]{0,40}$", required=False, label=_("Header with the visitor’s address"),
        help_text=_("Only behind a proxy, for example X-Forwarded-For. Leave it empty otherwise."),
    )  # fmt: skip
    proxies = forms.CharField(
        required=False, max_length=MOST_TYPED, label=_("Addresses of that proxy"),
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}), help_text=_("Addresses or ranges, one a line."),
    )  # fmt: skip
    login_challenge = forms.BooleanField(required=False, label=_("Ask for more after wrong tries"))
    after = forms.IntegerField(
        min_value=1, max_value=10, initial=3, required=False, label=_("Wrong tries of one account before more is asked"),
        help_text=_("The browser then does a small calculation by itself; without JavaScript one waits some seconds. XML-RPC and other forms take no password of that account meanwhile; application passwords go on."),
    )  # fmt: skip
    after_address = forms.IntegerField(
        min_value=1,
        max_value=100,
        initial=10,
        required=False,
        label=_("Wrong tries from one address before more is asked"),
    )
    xmlrpc = forms.ChoiceField(required=False, choices=XMLRPC, label=_("XML-RPC"))

    def __init__(self, data: Any = None, *, wanted: Policy, roles: Iterable[str] = ()) -> None:
        super().__init__(data, initial=_initial(wanted))
        seen = dict.fromkeys([*USUAL_ROLES, *sorted(roles), *(wanted.second_factor or SecondFactor()).roles])
        self.fields["roles"].choices = [(role, role) for role in seen]  # type: ignore[attr-defined]
        for name in SIMPLE:
            self.fields[name] = forms.BooleanField(required=False, label=switch_word(name))

    def clean(self) -> dict[str, Any]:
        """What belongs together: roles with the second step, a header with its proxies."""
        cleaned = super().clean()
        if cleaned.get("second_factor") and not cleaned.get("roles") and "roles" not in self.errors:
            self.add_error("roles", _("Choose at least one role."))
        for name in ("applications", "proxies"):
            found = _lines(cleaned.get(name) or "")
            if len(found) > MOST_NAMES or any(len(one) > NAME for one in found):
                self.add_error(name, _("At most 50 lines, of 190 characters each."))
        if bool(cleaned.get("proxy_header")) != bool(_lines(cleaned.get("proxies") or "")):
            self.add_error(
                "proxies",
                _("The header and the addresses belong together: a header alone could be written by anybody."),
            )
        return cleaned

    def policy(self) -> Policy:
        """Of a valid form."""
        given = self.cleaned_data
        limit, challenge, factor = LoginLimit(), LoginChallenge(), SecondFactor()
        return Policy(
            **{name: bool(given[name]) for name in SIMPLE},
            xmlrpc=given["xmlrpc"],
            login_limit=LoginLimit(
                free=given["free"] or limit.free,
                free_address=given["free_address"] or limit.free_address,
                proxy_header=given["proxy_header"],
                proxies=_lines(given["proxies"]),
            )
            if given["login_limit"]
            else None,
            login_challenge=LoginChallenge(
                after=given["after"] or challenge.after, after_address=given["after_address"] or challenge.after_address
            )
            if given["login_challenge"]
            else None,
            second_factor=SecondFactor(
                roles=tuple(given["roles"]),
                grace_days=factor.grace_days if given["grace_days"] is None else given["grace_days"],
                applications=_lines(given["applications"]),
            )
            if given["second_factor"]
            else None,
        )


def _initial(wanted: Policy) -> dict[str, Any]:
    factor, limit = wanted.second_factor or SecondFactor(), wanted.login_limit or LoginLimit()
    challenge = wanted.login_challenge or LoginChallenge()
    return {
        **{name: getattr(wanted, name) for name in SIMPLE},
        "xmlrpc": wanted.xmlrpc,
        "second_factor": wanted.second_factor is not None,
        "roles": list(factor.roles),
        "grace_days": factor.grace_days,
        "applications": "\n".join(factor.applications),
        "login_limit": wanted.login_limit is not None,
        "free": limit.free,
        "free_address": limit.free_address,
        "proxy_header": limit.proxy_header,
        "proxies": "\n".join(limit.proxies),
        "login_challenge": wanted.login_challenge is not None,
        "after": challenge.after,
        "after_address": challenge.after_address,
    }
