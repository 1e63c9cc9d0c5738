"""The headers of the front page, plain and encrypted, and what the site allows a foreign site to read."""

from collections.abc import Sequence

from rempart.facts.fact import Fact
from rempart.facts.http_headers import HttpHeaders
from rempart.scanner.core.collector import Collector, Exchange, Look, LookError, RedirectsForEver
from rempart.scanner.core.headers.seen import Cross, fact
from rempart.scanner.core.welcome import heard
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass

STRANGER = "https://stranger.invalid"  # a name nobody can own (RFC 2606)
SHUT = frozenset({"refused", "no_tls"})  # nothing listens; every other failure says nothing of the site


async def collect(look: Look) -> Sequence[Fact]:
    """Both front doors; a door that could not be tried makes only its own check unknown."""
    plain, plain_fault = await _enter(look, "http")
    encrypted, encrypted_fault = await _enter(look, "https")
    last = (encrypted or plain)[-1:]
    own_fault = encrypted_fault if look.target.scheme == "https" else plain_fault
    if own_fault and (not last or own_fault.code not in SHUT):
        raise own_fault
    heard(last[0])
    doors = {"redirection": plain_fault, "hsts": encrypted_fault}
    blind = {check: fault.code for check, fault in doors.items() if fault and fault.code not in SHUT}
    return [fact(look.target.host, plain, encrypted, await _as_stranger(look, last[0]), blind)]


async def _enter(look: Look, scheme: str) -> tuple[tuple[Exchange, ...], LookError | None]:
    root = look.twin(scheme)
    if root is None:
        return (), LookError("cannot_tell", f"No {scheme} door of {look.target.host} is known", is_error=False)
    try:
        return await look.follow(root + "/"), None
    except RedirectsForEver as ever:
        return ever.chain, None
    except LookError as fault:
        return (), fault


async def _as_stranger(look: Look, page: Exchange) -> Cross | None:
    try:
        return Cross(STRANGER, await look.fetch(page.url, headers=[("origin", STRANGER)], fresh=True))
    except LookError:
        return None  # the page lies on a neighbouring host: its plain answer is judged alone


UNIT = Collector(
    id="http_headers",
    version=1,
    kinds=(HttpHeaders,),
    evidence=EvidenceClass.OBSERVED,
    collect=collect,
    every_s=DAY_S,
    timeout_s=30.0,
    requests=24,
    order=20,
)
