"""Where a campaign and each of its mails stand."""

from enum import StrEnum


class State(StrEnum):
    """Of a campaign. A stopped one is never begun again: a copy is."""

    DRAFT = "draft"
    READY = "ready"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


class Sent(StrEnum):
    """Of one mail. `claimed` is durable before the wire; found after a kill it is `unknown`, never sent by itself.

    `withdrawn`: not sent, for its person left, or the campaign was stopped.
    """

    PLANNED = "planned"
    CLAIMED = "claimed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"


class Group(StrEnum):
    """Both get the same mail; the control group sees no teaching page after it."""

    TAUGHT = "taught"
    CONTROL = "control"


class Difficulty(StrEnum):
    """How hard a mail is to see through (NIST TN 2276, Phish Scale)."""

    LEAST = "least"
    MODERATELY = "moderately"
    VERY = "very"
