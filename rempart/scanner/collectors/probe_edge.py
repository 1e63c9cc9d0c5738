"""What stands in front of the site, and whether the servers behind it can be reached around it."""

from collections.abc import Sequence

from rempart.facts.fact import Fact
from rempart.facts.probe import EdgeProbe
from rempart.scanner.core.collector import Collector, Exchange, Look, LookError
from rempart.scanner.core.probes.edge import TRACE_PATH, is_cached, is_same_site, signs
from rempart.scanner.core.probes.identity import browser
from rempart.scanner.core.probes.outcome import Outcome, stopped
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass

ORIGINS = 4  # addresses tried; a site with more names them in turns
REACHED = frozenset({"refused", "reset", "timeout", "tls_failed", "bad_answer"})  # a closed door is an answer too


async def collect(look: Look) -> Sequence[Fact]:
    """Twice the front page, the edge's own address, then each server the owner named, directly."""
    pages = [await look.fetch(look.target.url("/"), headers=browser(look.seed), fresh=True) for _ in range(2)]
    if any(stopped(Outcome(page.status, page.headers, page.text)) for page in pages):
        raise LookError(
            "twin_blocked", "The site refuses a plain visit, so nothing can be said of what stands in front"
        )
    try:
        trace = await look.fetch(look.target.origin + TRACE_PATH, headers=browser(look.seed), fresh=True)
    except LookError:
        trace = None
    edge, told = signs(pages, trace)
    doors = [await _is_open(look, pages[0], address) for address in look.origins[:ORIGINS]]
    tried = [door for door in doors if door is not None]
    return [
        EdgeProbe(edge=edge, signs=told, is_cached=is_cached(pages), origins_tried=len(tried), origins_open=sum(tried))
    ]


async def _is_open(look: Look, page: Exchange, address: str) -> bool | None:
    """None when it could not be tried."""
    try:
        direct = await look.fetch(look.target.url("/"), headers=browser(look.seed), fresh=True, address=address)
    except LookError as fault:
        return False if fault.code in REACHED else None
    return is_same_site(page, direct)


UNIT = Collector(
    id="probe_edge",
    version=1,
    kinds=(EdgeProbe,),
    evidence=EvidenceClass.EXERCISED,
    collect=collect,
    every_s=DAY_S,
    timeout_s=40.0,
    requests=8,
    active=True,
    order=70,
)
