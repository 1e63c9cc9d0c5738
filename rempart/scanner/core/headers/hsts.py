"""Strict-Transport-Security: will a returning visitor's browser refuse to speak unencrypted (RFC 6797)."""

import re
from dataclasses import dataclass

from rempart.scanner.core.headers.exchange import Exchange
from rempart.scanner.core.headers.judged import Judged, unanswered
from rempart.scanner.core.headers.preload import is_preloaded
from rempart.terms.duration import DAY_S
from rempart.terms.state import State

SIX_MONTHS_S = 180 * DAY_S  # what most guides call half a year
_AGE = re.compile(r"max-age\s*=\s*(\"?)(\d{1,18})\1", re.IGNORECASE)

REASONS = {
    "hsts_no_https": "The site does not answer encrypted, so browsers cannot be told to stay there.",
    "hsts_bad_certificate": "The certificate is refused, so browsers ignore Strict-Transport-Security.",
    "hsts_missing": "Strict-Transport-Security is missing: a first request can be unencrypted each time.",
    "hsts_invalid": "Strict-Transport-Security cannot be read: send it once, with one max-age.",
    "hsts_off": "Strict-Transport-Security is switched off with max-age=0.",
    "hsts_short": "Strict-Transport-Security holds for less than half a year.",
}


@dataclass(frozen=True, slots=True)
class Promise:
    """A readable header."""

    max_age_s: int
    has_subdomains: bool
    wants_preload: bool


def judge(exchange: Exchange) -> Judged:
    """Counts only over a connection whose certificate was accepted; a preloaded host needs no header."""
    if exchange.page is None:
        return unanswered("hsts")
    if exchange.https and exchange.host and is_preloaded(exchange.host):
        return Judged(
            "hsts", State.MET, "hsts_preloaded", "Browsers know the site as encrypted only, by their own list."
        )
    code = _fault(exchange)
    if code:
        return Judged("hsts", State.NOT_MET, code, REASONS[code])
    return Judged("hsts", State.MET, "hsts_set", "Browsers that came once stay encrypted for at least half a year.")


def _fault(exchange: Exchange) -> str:
    answer = exchange.https
    if answer is None:
        return "hsts_no_https"
    if answer.is_verified is False:
        return "hsts_bad_certificate"
    header = answer.first("strict-transport-security")
    if header is None:
        return "hsts_missing"
    promise = read_promise(header)
    if promise is None:
        return "hsts_invalid"
    if promise.max_age_s == 0:
        return "hsts_off"
    return "hsts_short" if promise.max_age_s < SIX_MONTHS_S else ""


def read_promise(header: str) -> Promise | None:
    """None when the header has no max-age, two of them, or was joined from several."""
    words = [word.strip() for word in header.split(";")]
    ages = [_AGE.fullmatch(word) for word in words if word.lower().startswith("max-age")]
    if "," in header or len(ages) != 1 or ages[0] is None:
        return None
    lower = {word.lower() for word in words}
    return Promise(int(ages[0].group(2)), "includesubdomains" in lower, "preload" in lower)
