"""Reading what headers and feeds say about the software behind a site."""

import re
from collections.abc import Sequence

from rempart.scanner.core.collector import Exchange
from rempart.scanner.core.wordpress.page import MAX_PAGE_CHARACTERS, clean

_PRODUCT = re.compile(r"^\s*([A-Za-z][\w .-]{0,60}?)(?:/(\d[\w.+-]{0,40}))?(?:\s|$|,|;|\()")
_PHP = re.compile(r"\bPHP/(\d[\w.+~-]{0,40})")
_GENERATOR = re.compile(r"<generator[^<>]{0,300}>([^<]{1,200})</generator>")
MAX_GENERATORS = 10  # a feed has one


def told_server(chain: Sequence[Exchange]) -> tuple[str | None, str | None]:
    """Name and version from the Server header; the answer that tells most counts, redirects included."""
    told = [found for answer in chain if (found := _PRODUCT.match(answer.header("server") or ""))]
    best = next((found for found in told if found[2]), told[-1] if told else None)
    return (clean(best[1]), best[2]) if best else (None, None)


def told_php(chain: Sequence[Exchange]) -> str | None:
    """From X-Powered-By or Server."""
    headers = [answer.header(name) or "" for answer in chain for name in ("x-powered-by", "server")]
    return next((found[1] for text in headers if (found := _PHP.search(text))), None)


def feed_generators(text: str) -> list[str]:
    """Generators of RSS and Atom."""
    found = zip(_GENERATOR.finditer(text[:MAX_PAGE_CHARACTERS]), range(MAX_GENERATORS), strict=False)
    return [clean(match[1]) for match, _ in found]
