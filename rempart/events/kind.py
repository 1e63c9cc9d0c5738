"""The form of an event kind: its name, its schema number and one human sentence in each language."""

from dataclasses import dataclass

from rempart.terms.severity import Severity


@dataclass(frozen=True, slots=True)
class EventKind:
    """`name` is area.subject.verb in the past tense. Sentences may use {slots} of the entry's body.

    `severity` above NONE is how an area shouts: whoever sends notices follows the ledger for such kinds.
    `ends` names the kinds whose trouble this one says is over, about the same subject.
    `kept_days` is how long the personal payload is kept, if not as long as its area says (rempart.events.retention).
    """

    name: str
    en: str
    fr: str
    zh: str
    schema: int = 1
    severity: Severity = Severity.NONE
    ends: tuple[str, ...] = ()
    kept_days: int | None = None
