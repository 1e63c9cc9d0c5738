"""Where a change stands, and where the access in one outer system stands."""

from enum import StrEnum


class Stage(StrEnum):
    """PLANNED waits for its day, PAUSED for a second person; REFUSED and DROPPED are never carried out."""

    PLANNED = "planned"
    PAUSED = "paused"
    APPLIED = "applied"
    REFUSED = "refused"
    DROPPED = "dropped"


class RevocationState(StrEnum):
    """OPEN is tried again until the system shows that access has ended."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"  # the person came back before the system answered, or it was disconnected


DISCONNECTED = "disconnected"  # a cancelled revocation's trouble: what became of the access there nobody can tell
