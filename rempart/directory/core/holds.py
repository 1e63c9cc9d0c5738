"""Legal holds: what must be kept although it may be forgotten, for how long, and who stands behind it."""

from enum import StrEnum

from rempart.terms.duration import DAY_S

ASKED_BLOCKS_DAYS = (
    7  # evidence must not go while the second person is away; after a week one person alone decides nothing
)
MOST_DAYS = 5 * 366  # a hold without an end is forgotten; whoever needs longer asks again
REASON_MOST = 500  # characters


class Scope(StrEnum):
    """What a hold covers."""

    PERSON = "person"
    SITE = "site"
    ORGANISATION = "organisation"


class HoldState(StrEnum):
    """Where a hold stands."""

    ASKED = "asked"
    LAPSED = "lapsed"  # asked for, and nobody approved within a week
    HELD = "held"
    LIFTED = "lifted"
    OVER = "over"


def state_of(asked_ms: int, set_ms: int | None, until_ms: int, lifted_ms: int | None, now_ms: int) -> HoldState:
    """At that moment."""
    if lifted_ms is not None:
        return HoldState.LIFTED
    if now_ms >= until_ms:
        return HoldState.OVER
    if set_ms is not None:
        return HoldState.HELD
    return HoldState.ASKED if now_ms < asked_ms + ASKED_BLOCKS_DAYS * DAY_S * 1000 else HoldState.LAPSED


BLOCKING = frozenset({HoldState.ASKED, HoldState.HELD})
