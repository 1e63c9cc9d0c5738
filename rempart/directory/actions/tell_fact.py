"""A fact that Rempart itself has seen, written into the record as part of an open action."""

from rempart.directory.actions.action import Record
from rempart.events.kind import EventKind
from rempart.facts.fact import Fact, Observation
from rempart.facts.wire import to_body
from rempart.terms.evidence import EvidenceClass, Vantage
from rempart.terms.scope import Subject


def tell_fact(
    record: Record,
    kind: EventKind,
    subject: Subject,
    fact: Fact,
    *,
    at_ms: int,
    source: str,
    evidence: EvidenceClass = EvidenceClass.OBSERVED,
    vantage: Vantage = Vantage.SAME_HOST,
    version: int = 1,
) -> None:
    """`kind` is the area's own word for it; `at_ms` is when it was seen."""
    seen = Observation(
        org=record.organisation.uid, subject=subject, fact=fact, taken_at_ms=at_ms, evidence=evidence, source=source,
        version=version, vantage=vantage,
    )  # fmt: skip
    record.event(kind, subject, to_body(seen), at_ms=at_ms)
