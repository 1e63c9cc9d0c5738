"""A small burst of plain requests: does anything slow down or refuse who asks too fast."""

from collections.abc import Sequence

from rempart.facts.fact import Fact
from rempart.facts.probe import BurstProbe
from rempart.scanner.core.collector import Collector, Look, LookError
from rempart.scanner.core.probes.identity import browser
from rempart.scanner.core.probes.outcome import Outcome, stopped
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass

BURST = 10  # as many as a page with pictures asks for; too few to harm, enough for a strict limit


async def collect(look: Look) -> Sequence[Fact]:
    """One after the other, as fast as our own manners allow; a site that refuses the first one says nothing of limits."""
    ways = [await _send(look) for _ in range(BURST)]
    if ways[0]:
        raise LookError("twin_blocked", "The site refuses a single plain request, so nothing can be said of limits")
    signs = [way for way in ways if way]
    return [BurstProbe(sent=len(ways), limited=len(signs), sign=signs[0] if signs else None)]


async def _send(look: Look) -> str:
    try:
        answer = await look.fetch(look.target.url("/"), headers=browser(look.seed), fresh=True)
    except LookError as fault:
        way = stopped(Outcome(failure=fault.code))
        if not way:
            raise
        return way
    return stopped(Outcome(answer.status, answer.headers, answer.text))


UNIT = Collector(
    id="probe_burst",
    version=1,
    kinds=(BurstProbe,),
    evidence=EvidenceClass.EXERCISED,
    collect=collect,
    every_s=DAY_S,
    timeout_s=30.0,
    requests=BURST,
    active=True,
    order=80,
)
