"""What may be certified, and for how long (AWR-20)."""

from enum import StrEnum

from rempart.terms.duration import DAY_S

VALID_MS = 366 * DAY_S * 1_000  # training is repeated each year (AWR-28)
CERTIFICATES_ASKED = "60/m/ip"  # pages that verify one: whoever checks a pile is served, whoever guesses is not


class What(StrEnum):
    """What somebody did."""

    LESSONS = "lessons"
    HOURS = "hours"
    TEST = "test"
    STAR = "star"


def is_valid(issued_ms: int, until_ms: int, withdrawn_ms: int | None, now_ms: int) -> bool:
    """At that moment."""
    return withdrawn_ms is None and issued_ms <= now_ms < until_ms
