"""The brakes: a list from outside must not empty a house, and nobody locks the last owner out."""

from dataclasses import dataclass
from enum import StrEnum

from rempart.lifecycle.core.change import Change, Kind

WINDOW_MS = 10 * 60 * 1_000
MOST_PEOPLE = 5  # who lose something within the window; the next one waits for a second person
MOST_PERCENT = 5  # of everybody; one person alone is never a crowd, or a firm of ten could let nobody go


class Verdict(StrEnum):
    """What becomes of a change."""

    APPLY = "apply"
    WAIT = "wait"  # its day has not come
    PAUSE = "pause"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class House:
    """What the decision needs to know of the organisation at this moment.

    `losing` counts the others who lost something within the window or wait to; people whom the same source had only
    just added are not among them, and `is_fresh` says that this one was: taking back a slip empties no house.
    """

    now_ms: int
    people: int
    losing: int
    is_last_owner: bool = False
    is_fresh: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """`reason` is a word that the pages put into a sentence."""

    verdict: Verdict
    reason: str = ""


def decide(change: Change, house: House) -> Decision:
    """Now, later, after a second person's word, or not at all."""
    if change.kind is Kind.LEAVE and house.is_last_owner:
        return Decision(Verdict.REFUSE, "last_owner")
    if change.due_at_ms > house.now_ms:
        return Decision(Verdict.WAIT, "not_yet")
    if change.takes_away and not house.is_fresh and not (change.is_urgent and change.kind is Kind.LEAVE):
        crowd = house.losing + 1
        if crowd > MOST_PEOPLE:
            return Decision(Verdict.PAUSE, "many_people")
        if crowd > 1 and crowd * 100 > house.people * MOST_PERCENT:
            return Decision(Verdict.PAUSE, "large_share")
    return Decision(Verdict.APPLY)
