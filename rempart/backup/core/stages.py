"""The words of work: what a job is, and where it stands."""

from enum import StrEnum

LEASE_MS = 60_000  # whoever works says so every few seconds; after this another takes over
UNDO_MS = 7 * 86_400_000  # how long the state before a restore is kept beside
MAX_RETURNS = 1_440  # a site that does not answer is asked for about a day to take an exchange back
MAX_TRIES = 5  # a job that kills its worker that often is given up, and said to be


class Work(StrEnum):
    """What a job does."""

    SNAPSHOT = "snapshot"
    VERIFY = "verify"
    RESTORE = "restore"
    REHEARSE = "rehearse"
    UNDO = "undo"
    IMPORT = "import"
    FORGET = "forget"


class Stage(StrEnum):
    """Where it stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


OPEN = (Stage.WAITING, Stage.RUNNING)


class Step(StrEnum):
    """Of a restore; each is written down before the next begins, so that a kill knows where to go on, or back."""

    FETCH = "fetch"
    KEEP = "keep"
    PREPARE = "prepare"
    SWAP = "swap"
    RETURN = "return"
    LIVE = "live"
    FINISHED = "finished"
    RETURNED = "returned"


HALF_WAY = (Step.SWAP, Step.RETURN)  # what is live may be neither what was nor what is to be


def is_half_way(work: str, step: str) -> bool:
    """Does that job change what is live, so that it is ended whatever else happens?"""
    return step in HALF_WAY or work == Work.UNDO


RHYTHMS = {"hourly": 3_600, "every_6_h": 6 * 3_600, "every_12_h": 12 * 3_600, "daily": 86_400, "weekly": 7 * 86_400}


def next_at(last_ms: int, every_s: int, now_ms: int) -> int:
    """The next moment of the rhythm; after a long sleep one run, not all that were missed."""
    due = last_ms + every_s * 1_000
    return due if due > now_ms - every_s * 1_000 else now_ms
