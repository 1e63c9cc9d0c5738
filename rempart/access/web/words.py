"""Words of signing in, in the language of the page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

_KINDS = {"computer": lazy("computer"), "phone": lazy("phone"), "tablet": lazy("tablet"), "other": lazy("other device")}
_WAYS = {
    "password": lazy("password"),
    "totp": lazy("authenticator app"),
    "webauthn": lazy("passkey as second factor"),
    "passkey": lazy("passkey"),
    "recovery_codes": lazy("recovery code"),
    "one_time_link": lazy("one-time link"),
    "code": lazy("staff number and code"),
    "socialaccount": lazy("your organisation’s sign-in"),
    "session": lazy("sign-in"),
}
_WHYS = {
    "signed_out": lazy("signed out"),
    "revoked": lazy("ended from another browser"),
    "idle": lazy("unused for two hours"),
    "too_old": lazy("twelve hours were over"),
    "stolen": lazy("turned up in another browser"),
    "access": lazy("the access ended"),
}


def kind_word(kind: str) -> str:
    """What sort of machine."""
    return str(_KINDS.get(kind, _KINDS["other"]))


def way_words(way: str) -> str:
    """How the person came in."""
    return ", ".join(str(_WAYS.get(one, one)) for one in way.split("+"))


def why_word(why: str) -> str:
    """Why a session ended; empty for one that is open."""
    return str(_WHYS.get(why, _("ended"))) if why else ""
