"""The words of work on updates: what a job does, and where it stands."""

from enum import StrEnum

LEASE_MS = 150_000  # longer than the longest silence of a copy or a page; after this another worker takes over
UNDO_MS = 7 * 86_400_000  # how long the files before an update are kept beside
TRIED_MS = 14 * 86_400_000  # a trial older than that no longer speaks for the site as it is
MAX_TRIES = 5  # a job that kills its worker that often is given up, or returned


class Work(StrEnum):
    """What a job does. COMPARE finds what a return of the database would lose; nothing changes."""

    TRY = "try"
    APPLY = "apply"
    COMPARE = "compare"
    UNDO = "undo"


class Stage(StrEnum):
    """Where it stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


OPEN = (Stage.WAITING, Stage.RUNNING)


class Step(StrEnum):
    """Of an update laid live; each is written down before it begins, so that a kill knows where to go on, or back."""

    BEFORE = "before"  # pages looked at, files laid beside: nothing live has changed
    CLOSE = "close"  # visitors see the page of maintenance while the database is kept
    SWAP = "swap"  # the return is registered, files are being exchanged
    CHECK = "check"  # files are live, and looked at
    RETURN = "return"  # files go back
    LIVE = "live"
    RETURNED = "returned"
    FINISHED = "finished"  # live, and the files before are no longer kept


ACTED = (Step.SWAP, Step.CHECK, Step.RETURN)  # what is live may differ from what was
HALF_WAY = (Step.CLOSE, *ACTED)  # visitors may wait, or see neither what was nor what is to be


def is_half_way(work: str, step: str) -> bool:
    """Does that job change what is live, so that it is ended whatever else happens?"""
    return step in HALF_WAY or work == Work.UNDO
