"""Reads the two redirect chains of a front door: where does a visitor who types the bare name end up."""

from collections.abc import Callable, Sequence
from typing import Literal
from urllib.parse import urljoin, urlsplit

from rempart.facts.http_front import Step
from rempart.scanner.core.collector import Exchange, LookError

Ends = Literal["https_same_site", "https_other_site", "http", "closed", "loop"]
HTML = ("text/html", "application/xhtml+xml")
KNOWN_CODINGS = frozenset({"identity", "gzip", "x-gzip", "deflate", ""})
MAX_URL = 300  # characters of an address kept in the record


def steps(chain: Sequence[Exchange]) -> tuple[Step, ...]:
    """The chain as the fact keeps it."""
    return tuple(Step(exchange.url[:MAX_URL], exchange.status) for exchange in chain)


def ends(chain: Sequence[Exchange], is_loop: bool, home: str, registrable: Callable[[str], str]) -> Ends:
    """Where the plain chain ends; a last redirect that was not followed leads to another site or another port."""
    if not chain:
        return "closed"
    if is_loop:
        return "loop"
    last = chain[-1]
    location = last.header("location") if 300 <= last.status < 400 else None
    try:
        parts = urlsplit(urljoin(last.url, location) if location else last.url)
        host = parts.hostname or ""
    except ValueError:
        return "http"
    if parts.scheme != "https":
        return "http"
    return "https_same_site" if registrable(host) == registrable(home) else "https_other_site"


def check_page(page: Exchange) -> None:
    """Raises LookError when the page cannot be judged whole: what was not read might load anything."""
    kind = (page.header("content-type") or "text/html").split(";")[0].strip().lower()
    coding = (page.header("content-encoding") or "identity").strip().lower()
    if coding not in KNOWN_CODINGS:
        raise LookError("bad_answer", f"The front page is packed in a way that nobody asked for ({coding[:40]})")
    if kind not in HTML:
        raise LookError("bad_answer", f"The front page is no HTML page ({kind[:60]})")
    if b"\0" in page.body[:1024]:
        raise LookError("bad_answer", "The front page is binary, though it is called HTML")
    if page.is_cut:
        raise LookError("too_large", f"The front page does not end within {len(page.body) // 1024} KiB, or broke off")
