"""What one check says of an exchange (contract: `{check, state, code, reason}`)."""

from dataclasses import dataclass

from rempart.terms.state import State


@dataclass(frozen=True, slots=True)
class Judged:
    """`code` names the finding for machines and never changes; `reason` is the sentence for people."""

    check: str
    state: State
    code: str
    reason: str


def unanswered(check: str) -> Judged:
    """Nothing came back, so nothing can be said: never the same as a missing header."""
    return Judged(check, State.UNKNOWN, "no_answer", "The site did not answer, so this could not be looked at.")
