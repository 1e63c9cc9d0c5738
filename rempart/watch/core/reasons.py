"""Why a look was not good, as one word; the sentences are in web/words.py and in the events."""

from rempart.terms.looking import LookError
from rempart.watch.core.outcome import Outcome

SITE = frozenset(
    {
        "unresolved", "refused", "timeout", "reset", "tls_failed", "too_large", "too_many_redirects", "bad_answer",
        "status", "words_missing", "words_present", "step", "slow", "expired", "expires_soon", "not_yet_valid",
        "wrong_name", "untrusted", "revoked", "dns_changed", "delegation_changed", "no_record", "silent", "said_so",
        "from_some_places", "companion_silent", "companion_lied",
    }
)  # fmt: skip
OURS = frozenset({"barred", "no_network", "no_resolver", "unexpected", "bad_settings", "companion_left"})
REASONS = SITE | OURS
CODES = {"unresolved", "refused", "timeout", "reset", "tls_failed", "too_large", "too_many_redirects", "bad_answer"}


def of_fault(fault: LookError) -> tuple[Outcome, str]:
    """What a failed exchange says. An address that may not be connected to is our refusal, not the site's trouble."""
    if fault.code == "private_address":
        return Outcome.CANNOT, "barred"
    return (Outcome.BAD, fault.code) if fault.code in CODES else (Outcome.CANNOT, "unexpected")
