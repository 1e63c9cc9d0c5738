"""Accepted risks: who lives with what, why, and until when. They are shown; they lift nothing."""

from collections.abc import Iterable

import msgspec

from rempart.terms.duration import YEAR_S

MAX_TERM_MS = (YEAR_S + 86_400) * 1000  # a risk is looked at again at least once a year


class AcceptedRisk(msgspec.Struct, frozen=True, kw_only=True):
    """`subject` is a control's or a threat's id; `owner` an opaque account id."""

    subject: str
    owner: str
    reason: str
    accepted_at_ms: int
    expires_at_ms: int


def is_in_force(risk: AcceptedRisk, now_ms: int) -> bool:
    """Owner, reason and an end within a year; not yet over."""
    return (
        bool(risk.owner.strip() and risk.reason.strip())
        and risk.accepted_at_ms <= now_ms < risk.expires_at_ms
        and risk.expires_at_ms - risk.accepted_at_ms <= MAX_TERM_MS
    )


def in_force(risks: Iterable[AcceptedRisk], now_ms: int) -> tuple[AcceptedRisk, ...]:
    """The risks that are accepted now, in one order."""
    valid = [risk for risk in risks if is_in_force(risk, now_ms)]
    return tuple(sorted(valid, key=lambda r: (r.subject, r.accepted_at_ms, r.expires_at_ms, r.owner, r.reason)))
