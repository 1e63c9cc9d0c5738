"""Framing: can another site show this one inside its own page and steer the visitor's clicks."""

from rempart.scanner.core.headers.csp import BROAD, policies_of
from rempart.scanner.core.headers.csp_policy import REPEATABLE, together
from rempart.scanner.core.headers.exchange import Answer, Exchange
from rempart.scanner.core.headers.judged import Judged, unanswered
from rempart.terms.state import State


def judge(exchange: Exchange) -> Judged:
    """frame-ancestors of the header's policy counts before X-Frame-Options, as in browsers; meta tags do not."""
    page = exchange.page
    if page is None:
        return unanswered("frames")
    ancestors = _ancestors(page)
    if ancestors is not None:
        if ancestors & BROAD:
            return _not_met("frames_ancestors_anyone", "frame-ancestors allows every site to frame this one.")
        return _met("frames_ancestors", "The content security policy says who may frame the site.")
    told = page.first("x-frame-options")
    value = (told or "").strip().lower()
    if not value:
        return _not_met("frames_missing", "Nothing stops other sites from framing this one.")
    if value in ("deny", "sameorigin"):
        return _met("frames_denied", "Other sites cannot frame this one.")
    if value.startswith("allow-from"):
        return _met(
            "frames_allow_from", "One site may frame this one; browsers of today want frame-ancestors for that."
        )
    return _not_met("frames_invalid", "X-Frame-Options has a value that browsers do not know; use DENY or SAMEORIGIN.")


def _ancestors(page: Answer) -> frozenset[str] | None:
    header, _ = policies_of(page)
    if any(policy.is_too_short or set(policy.repeated) - REPEATABLE for policy in header):
        return None  # a policy that cannot be relied on vouches for nothing
    return together(header).get("frame-ancestors")


def _met(code: str, reason: str) -> Judged:
    return Judged("frames", State.MET, code, reason)


def _not_met(code: str, reason: str) -> Judged:
    return Judged("frames", State.NOT_MET, code, reason)
