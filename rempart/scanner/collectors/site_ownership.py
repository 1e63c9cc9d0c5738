"""The proof that whoever asks for probes is in charge of the site: a token only they could put there."""

import hashlib
import hmac
from collections.abc import Sequence

from rempart.facts.fact import Fact
from rempart.facts.probe import Ownership
from rempart.scanner.core.collector import Collector, Look, LookError
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass

PATH = "/.well-known/rempart.txt"
RECORD = "rempart-site="


async def collect(look: Look) -> Sequence[Fact]:
    """The file first, then the name itself. The token is made for one organisation and one site, so it fits no other."""
    if not look.token:
        raise LookError("not_owned", "No token was made for this site yet", is_error=False)
    digest = hashlib.sha256(look.token.encode()).hexdigest()
    if await _in_file(look, look.token):
        return [Ownership(way="well_known", token_sha256=digest)]
    if any(_same(text.strip().strip('"'), RECORD + look.token) for text in await _texts(look)):
        return [Ownership(way="dns_txt", token_sha256=digest)]
    raise LookError("not_owned", f"The token is neither in {PATH} nor in a TXT record", is_error=False)


async def _in_file(look: Look, token: str) -> bool:
    try:
        answer = await look.fetch(look.target.origin + PATH, fresh=True)
    except LookError:
        return False
    return answer.status == 200 and any(
        _same(line.strip().removeprefix(RECORD), token) for line in answer.text.splitlines()
    )


async def _texts(look: Look) -> Sequence[str]:
    try:
        return await look.resolve(look.target.host, "TXT")
    except LookError:
        return ()


def _same(told: str, token: str) -> bool:
    return hmac.compare_digest(told.encode("utf-8", "replace"), token.encode("utf-8", "replace"))


UNIT = Collector(
    id="site_ownership",
    version=1,
    kinds=(Ownership,),
    evidence=EvidenceClass.OBSERVED,
    collect=collect,
    every_s=DAY_S,
    timeout_s=20.0,
    requests=1,
    order=5,
)
