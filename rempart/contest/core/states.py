"""The stages of a contest and of a remedy."""

from enum import StrEnum


class Stage(StrEnum):
    """Of a contest."""

    WAITING = "waiting"
    RUNNING = "running"
    ENDED = "ended"
    CANCELLED = "cancelled"
    FAILED = "failed"


LIVE = (Stage.WAITING, Stage.RUNNING)


class Done(StrEnum):
    """Of a remedy."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
