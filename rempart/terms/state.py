"""What may be said of a control. Only MET and a valid NOT_APPLICABLE pass (model.md section 2)."""

from enum import StrEnum


class State(StrEnum):
    """'Could not look' (ERROR, UNKNOWN) is never 'looked, is off' (NOT_MET)."""

    MET = "met"
    NOT_MET = "not_met"
    PARTIAL = "partial"
    UNKNOWN = "unknown"
    ERROR = "error"
    STALE = "stale"
    CONTRADICTED = "contradicted"
    NOT_APPLICABLE = "not_applicable"


PASSING = frozenset({State.MET, State.NOT_APPLICABLE})
REFUTING = frozenset({State.NOT_MET, State.PARTIAL, State.CONTRADICTED})


class Coverage(StrEnum):
    """What is known of a threat."""

    OPEN = "open"
    PARTLY = "partly"
    COVERED = "covered"
