"""What entries are about, what is sealed with them, and why a delivery failed, in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rempart.directory.web.words import outbound_text

KINDS: dict[str, Promise] = {
    "account": pgettext_lazy("subject", "Account"),
    "approval": pgettext_lazy("subject", "Request"),
    "beneficiary": pgettext_lazy("subject", "Whom it is for"),
    "break_glass": pgettext_lazy("subject", "Break glass"),
    "connection": pgettext_lazy("subject", "Connected system"),
    "credential": pgettext_lazy("subject", "Secret"),
    "day": pgettext_lazy("subject", "Day"),
    "delegation": pgettext_lazy("subject", "Holiday cover"),
    "device": pgettext_lazy("subject", "Device"),
    "exemption": pgettext_lazy("subject", "Exemption"),
    "hold": pgettext_lazy("subject", "Legal hold"),
    "host": pgettext_lazy("subject", "Host"),
    "installation": pgettext_lazy("subject", "This installation"),
    "key": pgettext_lazy("subject", "Key"),
    "log": pgettext_lazy("subject", "Log"),
    "mail": pgettext_lazy("subject", "Mail"),
    "notice": pgettext_lazy("subject", "Notice"),
    "organisation": pgettext_lazy("subject", "Organisation"),
    "origin": pgettext_lazy("subject", "Origin"),
    "outlet": pgettext_lazy("subject", "Outlet"),
    "peer": pgettext_lazy("subject", "Sign of life"),
    "person": pgettext_lazy("subject", "Person"),
    "privilege": pgettext_lazy("subject", "Right lent for a time"),
    "proof": pgettext_lazy("subject", "Proof page"),
    "provider": pgettext_lazy("subject", "Identity provider"),
    "pulse": pgettext_lazy("subject", "Own sign of life"),
    "requester": pgettext_lazy("subject", "Who asked"),
    "review": pgettext_lazy("subject", "Review of access"),
    "risk": pgettext_lazy("subject", "Accepted risk"),
    "run": pgettext_lazy("subject", "Measurement"),
    "scim_token": pgettext_lazy("subject", "Token of the identity system"),
    "service_account": pgettext_lazy("subject", "Service account"),
    "sign_in": pgettext_lazy("subject", "Session"),
    "supplier": pgettext_lazy("subject", "Supplier"),
    "taker": pgettext_lazy("subject", "Who covers"),
    "team": pgettext_lazy("subject", "Team"),
    "token": pgettext_lazy("subject", "API token"),
    "way": pgettext_lazy("subject", "Way of being told"),
    "witness": pgettext_lazy("subject", "Witness"),
}
SEALED_GROUPS: dict[str, Promise] = {
    "identity": gettext_lazy("Who it is"),
    "known_as": gettext_lazy("Name in another system"),
    "read_back": gettext_lazy("What the other system showed afterwards"),
    "visit": gettext_lazy("Where it came from"),
}
SEALED_FIELDS: dict[str, Promise] = {
    "address": gettext_lazy("IP address"),
    "agent": gettext_lazy("Browser, as it calls itself"),
    "connection": gettext_lazy("Connected system"),
    "email": gettext_lazy("E-mail address"),
    "name": gettext_lazy("Name"),
    "staff_number": gettext_lazy("Staff number"),
}
ONLY_ONE = ("installation", "mail", "pulse")  # their id says nothing more


def subject_word(kind: str, uid: str) -> str:
    """The kind and the beginning of the id; the kind as it stands for one that a program of others wrote."""
    word = str(KINDS.get(kind, kind))
    if kind in ONLY_ONE:
        return word
    return f"{word} {uid[:6]}…" if len(uid) > 12 else f"{word} {uid}"


def delivery_text(code: str) -> str:
    """Why the receiver did not take it."""
    if code.startswith("status_"):
        return _("The receiver answered with the code %(code)s.") % {"code": code.removeprefix("status_")}
    if code == "unreadable":
        return _("The stored settings cannot be opened any more. Remove this outlet and add it again.")
    return outbound_text(code) or code
