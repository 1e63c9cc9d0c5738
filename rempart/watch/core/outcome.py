"""What one look means. A look that could not be taken says nothing of the site, and is never counted against it."""

from enum import StrEnum

import msgspec


class Outcome(StrEnum):
    """POOR answers, but not as it should (slow, a certificate that ends soon). CANNOT is our own trouble."""

    OK = "ok"
    POOR = "poor"
    BAD = "bad"
    CANNOT = "cannot"


class Look(msgspec.Struct, frozen=True):
    """One look at one monitor from one vantage point. `reason` is one word of core/reasons.py, empty for OK."""

    vantage: str
    at_ms: int
    outcome: Outcome
    took_ms: int = 0
    reason: str = ""
    detail: str = ""
