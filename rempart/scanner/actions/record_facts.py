"""Write what collectors saw into the ledger."""

from collections.abc import Sequence

from rempart.directory.actions.action import system_action
from rempart.directory.store.models import Organisation
from rempart.events import scanner as events
from rempart.facts.fact import Observation
from rempart.facts.wire import to_body


def record_facts(organisation: Organisation, observations: Sequence[Observation], run: str) -> None:
    """One entry a fact, in one transaction; maturity folds them from the ledger."""
    if not observations:
        return
    with system_action(organisation) as record:
        for seen in observations:
            record.event(events.FACT_RECORDED, seen.subject, to_body(seen, run), at_ms=seen.taken_at_ms)
