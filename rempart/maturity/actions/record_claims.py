"""Write answers and documents into the ledger as facts: stated or documented, never more."""

from collections.abc import Sequence

from rempart.directory.actions.action import Record, now_ms
from rempart.events import maturity as events
from rempart.facts.fact import Fact, Observation
from rempart.facts.wire import to_body
from rempart.terms.evidence import EvidenceClass, Operator
from rempart.terms.scope import Subject


def claim(record: Record, subject: Subject, facts: Sequence[Fact], *, evidence: EvidenceClass, source: str) -> None:
    """Part of an open action: one entry a fact. `source` is the account or document that says so."""
    moment = now_ms()
    for fact in facts:
        seen = Observation(
            org=record.organisation.uid,
            subject=subject,
            fact=fact,
            taken_at_ms=moment,
            evidence=evidence,
            source=source,
            operator=Operator.SELF,
        )
        body = to_body(seen) | {"control": getattr(fact, "control", "") or getattr(fact, "row", "")}
        record.event(events.CLAIM_RECORDED, subject, body, at_ms=moment)
