"""security.txt: whom a finder of a weakness is asked to tell."""

from collections.abc import Sequence

from rempart.facts.http_disclosure import SecurityTxt
from rempart.scanner.core.collector import Collector, Look, LookError
from rempart.scanner.core.security_txt import ABSENT, read_security_txt
from rempart.scanner.core.welcome import heard
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass

PATH = "/.well-known/security.txt"  # RFC 9116 3: below the host, not below the site's own folder


async def collect(look: Look) -> Sequence[SecurityTxt]:
    """Redirects within the domain are followed; where the file ends up counts."""
    answer = heard((await look.follow(look.target.origin + PATH))[-1])
    if answer.status != 200:
        return [ABSENT]
    if answer.is_cut:
        raise LookError("too_large", "The answer for security.txt does not end, or broke off")
    return [read_security_txt(answer.text, look.now_ms)]


UNIT = Collector("security_txt", 1, (SecurityTxt,), EvidenceClass.OBSERVED, collect, DAY_S, 30, 4, order=20)
