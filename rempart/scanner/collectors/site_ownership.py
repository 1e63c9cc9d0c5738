"""The proof that whoever asks for probes is in charge of the site: a token only they could put there."""

import hashlib
from collections.abc import Sequence

from rempart.facts.fact import Fact
from rempart.facts.probe import Ownership
from rempart.scanner.core.collector import Collector, Look, LookError
from rempart.scanner.core.probes.identity import browser
from rempart.scanner.core.probes.outcome import MAX_TEXT, STOPPING
from rempart.scanner.core.probes.token import PATH, RECORD, holds, names
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass

__all__ = ["PATH", "RECORD", "UNIT"]


async def collect(look: Look) -> Sequence[Fact]:
    """The file first, then the name. The token is made for one organisation and one site, so it fits no other.

    Looked for on the host that the front page leads to, since that is where probes go.
    """
    if not look.token:
        raise LookError("not_owned", "No token was made for this site yet", is_error=False)
    digest = hashlib.sha256(look.token.encode()).hexdigest()
    if await _in_file(look, look.token):
        return [Ownership(way="well_known", token_sha256=digest)]
    for name in names(look.target.host):
        if any(holds(text, look.token) for text in await _texts(look, name)):
            return [Ownership(way="dns_txt", token_sha256=digest)]
    raise LookError("not_owned", f"The token is neither in {PATH} nor in a TXT record", is_error=False)


async def _in_file(look: Look, token: str) -> bool:
    """Asked as ourselves, then as a browser: a filter that turns us away is no reason to stay unproven."""
    for headers in ((), browser(look.seed)):
        try:
            answer = await look.fetch(look.target.origin + PATH, headers=headers, fresh=True)
        except LookError:
            return False
        if answer.status not in STOPPING:
            return answer.status == 200 and holds(answer.text[:MAX_TEXT], token)
    return False


async def _texts(look: Look, name: str) -> Sequence[str]:
    try:
        return await look.resolve(name, "TXT")
    except LookError:
        return ()


UNIT = Collector(
    "site_ownership", 2, (Ownership,), EvidenceClass.OBSERVED, collect, DAY_S, 20.0, 2, order=5, settled=True
)
