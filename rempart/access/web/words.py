"""Words of signing in, in the language of the page."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

_KINDS = {"computer": _("computer"), "phone": _("phone"), "tablet": _("tablet"), "other": _("other device")}
_WAYS = {
    "password": _("password"),
    "totp": _("authenticator app"),
    "webauthn": _("passkey as second factor"),
    "passkey": _("passkey"),
    "recovery_codes": _("recovery code"),
    "one_time_link": _("one-time link"),
    "code": _("staff number and code"),
    "socialaccount": _("your organisation’s sign-in"),
    "break_glass": _("sealed secret"),
    "session": _("sign-in"),
}
_WHYS = {
    "signed_out": _("signed out"),
    "revoked": _("ended from another browser"),
    "idle": _("unused for two hours"),
    "too_old": _("twelve hours were over"),
    "stolen": _("turned up in another browser"),
    "access": _("the access ended"),
}


def kind_word(kind: str) -> str:
    """What sort of machine."""
    return str(_KINDS.get(kind, _KINDS["other"]))


def way_words(way: str) -> str:
    """How the person came in."""
    return ", ".join(str(_WAYS.get(one, one)) for one in way.split("+"))


def why_word(why: str) -> str:
    """Why a session ended; empty for one that is open."""
    return str(_WHYS.get(why, pgettext("session", "ended"))) if why else ""
