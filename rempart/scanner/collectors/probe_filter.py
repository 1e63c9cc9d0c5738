"""Sends harmless attacks and their twins through the public path, and reports class by class what was stopped."""

from collections.abc import Sequence

from rempart.facts.fact import Fact
from rempart.facts.probe import FilterProbe
from rempart.scanner.core.collector import Collector, Look, LookError
from rempart.scanner.core.probes.outcome import Outcome
from rempart.scanner.core.probes.plan import Probe, plan
from rempart.scanner.core.probes.verdict import facts
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass


async def collect(look: Look) -> Sequence[Fact]:
    """One after the other, in the order of the seed. A target that stops all twins cannot be told apart from one that is down."""
    answered = [(probe, await _send(look, probe)) for probe in plan(look.seed)]
    found = [fact for fact in facts(answered) if fact.sent and fact.twins_sent]
    if not found:
        code = next((o.failure for _, o in answered if o.failure), "cannot_tell")
        raise LookError(code, "No probe was answered")
    if all(fact.twins_blocked == fact.twins_sent for fact in found):
        raise LookError("twin_blocked", "Harmless requests are stopped as well, so nothing can be said of attacks")
    return found


async def _send(look: Look, probe: Probe) -> Outcome:
    url = look.target.url(probe.path)
    try:
        answer = await look.fetch(url, method=probe.method, headers=probe.all_headers, body=probe.body, fresh=True)
    except LookError as fault:
        return Outcome(failure=fault.code)
    return Outcome(answer.status, answer.headers, answer.text)


UNIT = Collector(
    id="probe_filter",
    version=1,
    kinds=(FilterProbe,),
    evidence=EvidenceClass.EXERCISED,
    collect=collect,
    every_s=DAY_S,
    timeout_s=90.0,
    requests=30,
    active=True,
    order=60,
)
