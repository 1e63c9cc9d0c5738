"""One entry as it is read and let out: its place, what it says, how loud it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rempart.events.kind import EventKind
from rempart.events.sentence import say
from rempart.ledger.entry import Recorded
from rempart.terms.severity import Severity

LATEST_MS = 253_402_300_799_999  # the last moment of the year 9999: no clock of a receiver goes further


@dataclass(frozen=True, slots=True)
class Item:
    """`sentence` is English: what leaves the house speaks the language of machines."""

    log: str
    index: int
    hash: str
    kind: str
    schema: int
    at_ms: int
    recorded_ms: int
    actor: str
    subject_kind: str
    subject_id: str
    severity: Severity
    sentence: str
    body: Mapping[str, Any]
    test: str = ""  # names a test message, which is no entry

    @property
    def uid(self) -> str:
        """The same for the same entry, for ever: by it a receiver knows a second delivery."""
        return f"test-{self.test}" if self.test else f"{self.log}-{self.index}"


def item_of(recorded: Recorded, kinds: Mapping[str, EventKind]) -> Item:
    """The entry with its sentence; a kind that a newer release wrote speaks its name."""
    entry, kind = recorded.entry, kinds.get(recorded.entry.kind)
    return Item(
        log=recorded.log,
        index=recorded.index,
        hash=recorded.hash,
        kind=entry.kind,
        schema=entry.schema,
        at_ms=min(entry.at_ms, LATEST_MS),
        recorded_ms=min(recorded.recorded_ms, LATEST_MS),
        actor=entry.actor,
        subject_kind=entry.subject.kind,
        subject_id=entry.subject.id,
        severity=kind.severity if kind else Severity.NONE,
        sentence=say(kind, entry.body, "en") if kind else entry.kind,
        body=entry.body,
    )
