"""States, reasons and faults in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

STATES: dict[str, tuple[Promise, str]] = {  # word, and the kind of its badge
    "unknown": (pgettext_lazy("monitor", "not known"), ""),
    "up": (pgettext_lazy("monitor", "answers"), "ok"),
    "degraded": (pgettext_lazy("monitor", "not as it should be"), "warn"),
    "suspected": (pgettext_lazy("monitor", "being looked at again"), "warn"),
    "down": (pgettext_lazy("monitor", "down"), "bad"),
    "maintenance": (pgettext_lazy("monitor", "announced work"), "info"),
    "paused": (pgettext_lazy("monitor", "paused"), ""),
}
REASONS: dict[str, Promise] = {
    "unresolved": gettext_lazy("The name has no address."),
    "refused": gettext_lazy("Connections are refused."),
    "timeout": gettext_lazy("No answer in time."),
    "reset": gettext_lazy("It hung up before it had answered."),
    "tls_failed": gettext_lazy("No encrypted connection that a browser would accept."),
    "too_large": gettext_lazy("The answer has no end."),
    "too_many_redirects": gettext_lazy("It redirects again and again."),
    "bad_answer": gettext_lazy("The answer cannot be read."),
    "status": gettext_lazy("Another status than expected."),
    "words_missing": gettext_lazy("Words that must be there are missing."),
    "words_present": gettext_lazy("Words that must not be there were found."),
    "step": gettext_lazy("A step of the journey failed."),
    "slow": gettext_lazy("It answers slowly."),
    "expired": gettext_lazy("The certificate has expired."),
    "expires_soon": gettext_lazy("Less than a third of the certificate’s life is left."),
    "not_yet_valid": gettext_lazy("The certificate is not valid yet."),
    "wrong_name": gettext_lazy("The certificate is for another name."),
    "untrusted": gettext_lazy("Browsers do not trust the certificate."),
    "revoked": gettext_lazy("The certificate was revoked."),
    "dns_changed": gettext_lazy("The name answers something else than before."),
    "delegation_changed": gettext_lazy("Other name servers answer for the zone."),
    "no_record": gettext_lazy("There is no such record."),
    "silent": gettext_lazy("The job did not call in time."),
    "said_so": gettext_lazy("The job itself said that it failed."),
    "from_some_places": gettext_lazy("Not reached from every place."),
    "companion_silent": gettext_lazy("The companion inside the site does not answer."),
    "companion_lied": gettext_lazy("What answers there is not the companion that was connected."),
    "companion_left": gettext_lazy("No companion is connected on this site."),
    "barred": gettext_lazy("We may not connect to that address: it is private."),
    "no_network": gettext_lazy("Our own network was away."),
    "no_resolver": gettext_lazy("Our own name server did not answer."),
    "unexpected": gettext_lazy("We could not look."),
    "bad_settings": gettext_lazy("The settings of this monitor do not fit any more."),
}
HOWS: dict[str, Promise] = {
    "second_place": gettext_lazy("confirmed from a second place"),
    "second_try": gettext_lazy("confirmed by further tries from one place"),
}
FAULTS: dict[str, Promise] = {
    "needed": gettext_lazy("This is needed."),
    "address": gettext_lazy("A plain address beginning with https:// or http://, without a password."),
    "host": gettext_lazy("A host name or an address, without https://."),
    "number": gettext_lazy("A whole number within its limits."),
    "status": gettext_lazy("Numbers and ranges, like 200-399 or 200,204."),
    "steps": gettext_lazy("Each line like: GET /cart => words. On the same host, at most 12 steps."),
    "record": gettext_lazy("One of A, AAAA, CNAME, MX, NS, TXT, CAA."),
    "long": gettext_lazy("That is too long."),
}
INTERVALS = (20, 30, 60, 120, 300, 600, 1_800, 3_600, 21_600, 86_400)


def reason_text(code: str) -> str:
    """Why; nothing for nothing."""
    return str(REASONS.get(code, _("We could not look."))) if code else ""


def state_word(state: str) -> tuple[str, str]:
    """The word and the kind of its badge."""
    word, kind = STATES.get(state, STATES["unknown"])
    return str(word), kind
