"""A handful of plain visits to the front page: does it answer, and how fast."""

from collections.abc import Sequence

from rempart.facts.http_front import HttpAvailability
from rempart.scanner.core.collector import Collector, Look, LookError
from rempart.terms.duration import HOUR_S
from rempart.terms.evidence import EvidenceClass

TRIES = 4


async def collect(look: Look) -> Sequence[HttpAvailability]:
    """One after the other, so that our own visits do not slow each other down."""
    times: list[int] = []
    answered, fault = 0, None
    for _ in range(TRIES):
        try:
            exchange = await look.fetch(look.target.url("/"), fresh=True)
        except LookError as missed:
            fault = missed
            continue
        times.append(exchange.elapsed_ms)
        answered += exchange.status < 500
    if not times and fault is not None:
        raise fault  # perhaps our own line is down: no answer at all proves nothing about the site
    times.sort()
    return [HttpAvailability(tried=TRIES, answered=answered, p50_ms=times[(len(times) - 1) // 2], max_ms=times[-1])]


UNIT = Collector("http_availability", 1, (HttpAvailability,), EvidenceClass.OBSERVED, collect, HOUR_S, 90, 4, order=60)
