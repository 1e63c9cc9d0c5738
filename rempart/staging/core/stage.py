"""Where a copy and a drill stand, and how long each may."""

from enum import StrEnum

LIFE_MS = 24 * 3_600_000  # a copy is gone after that, whoever is still looking at it
WORD_MS = 120_000  # how long an address that lets a browser in may be used, once
LEASE_MS = 60_000  # a drill whose worker has not been heard for so long is begun again
MAX_TRIES = 3  # then it is given up, and said
COPIES_TOGETHER = 3  # of one organisation, open at once
DRILL_S = 4 * 3_600  # the longest a drill may take
SEEN_WITHIN_MS = 2 * 3_600_000  # an alarm for exercise that nobody has seen by then was heard by nobody
DECIDED_WITHIN_MS = 2 * 3_600_000  # from then on until somebody says to bring the site back


class Stage(StrEnum):
    """Of a copy. MAKING and OPEN are held by a process; GONE and FAILED have nothing left on the disk."""

    WAITING = "waiting"
    MAKING = "making"
    OPEN = "open"
    GONE = "gone"
    FAILED = "failed"


LIVE = (Stage.WAITING, Stage.MAKING, Stage.OPEN)


class Purpose(StrEnum):
    """Why there is a copy."""

    STAGING = "staging"
    DRILL = "drill"
    UPDATES = "updates"


class Outcome(StrEnum):
    """Of a drill. PASSED and FAILED were held to their end; the rest say nothing of the site."""

    ALARMED = "alarmed"  # an alarm rings: a person sees it and decides before anything is brought back
    WAITING = "waiting"
    RUNNING = "running"
    PASSED = "passed"
    FAILED = "failed"
    NOT_HELD = "not_held"
    GIVEN_UP = "given_up"


HOLDABLE = (Outcome.WAITING, Outcome.RUNNING)
UNDER_WAY = (Outcome.ALARMED, *HOLDABLE)
HELD = (Outcome.PASSED, Outcome.FAILED)
UNANSWERED = ("nobody_saw", "nobody_decided")  # why an alarm ended without anything being tried
RHYTHMS = (7, 14, 30, 90, 0)  # days between two drills; 0 for none
EVERY_DAYS = 30
