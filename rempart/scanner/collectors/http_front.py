"""The front door: does the plain address lead to the encrypted one, and does the page stay encrypted."""

from collections.abc import Sequence

from rempart.facts.http_front import HttpFront
from rempart.scanner.core.collector import Collector, Exchange, Look, LookError, RedirectsForEver
from rempart.scanner.core.front import MAX_URL, check_page, ends, steps
from rempart.scanner.core.mixed import mixed_content
from rempart.terms.duration import HOUR_S
from rempart.terms.evidence import EvidenceClass


async def collect(look: Look) -> Sequence[HttpFront]:
    """Both chains; the site's own scheme must answer, the other may be closed."""
    encrypted, is_endless = await _chain(look, "https")
    plain, is_loop = await _chain(look, "http")
    front = encrypted if encrypted and not is_endless else plain
    if not front or (front is plain and is_loop):
        raise RedirectsForEver(encrypted or plain) if is_endless or is_loop else LookError("refused", "Nothing answers")
    page = front[-1]
    check_page(page)
    is_encrypted = page.url.startswith("https://")
    return [
        HttpFront(
            plain=steps(plain),
            encrypted=steps(encrypted),
            ends=ends(plain, is_loop, look.target.host, look.registrable),
            mixed=mixed_content(page.text) if is_encrypted else (),
            final_url=page.url[:MAX_URL],
            compression=(page.header("content-encoding") or "")[:40] or None,
            first_byte_ms=page.elapsed_ms,
        )
    ]


async def _chain(look: Look, scheme: str) -> tuple[tuple[Exchange, ...], bool]:
    """The answers, and whether they lead round and round. Empty when nothing listens under the other scheme."""
    root = look.twin(scheme)
    if root is None:
        return (), False
    try:
        return await look.follow(f"{root}/"), False
    except RedirectsForEver as endless:
        return endless.chain, True
    except LookError as fault:
        if look.target.scheme != scheme and fault.code in ("refused", "tls_failed"):
            return (), False
        raise


UNIT = Collector("http_front", 1, (HttpFront,), EvidenceClass.OBSERVED, collect, HOUR_S, 60, 24, order=1)
