"""Referrer-Policy: what of an address other sites learn when a visitor follows a link."""

from rempart.scanner.core.headers.exchange import Exchange
from rempart.scanner.core.headers.html_type import is_html
from rempart.scanner.core.headers.judged import Judged, unanswered
from rempart.scanner.core.headers.page import read_page
from rempart.terms.state import State

PRIVATE = frozenset({"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"})
TELLING = frozenset({"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"})


def judge(exchange: Exchange) -> Judged:
    """The last value that browsers know counts, and a meta tag comes after the header."""
    page = exchange.page
    if page is None:
        return unanswered("referrer")
    meta = read_page(page.body).referrer if is_html(page) else None
    told = [*page.values("referrer-policy"), *([meta] if meta else [])]
    if not told:
        return Judged(
            "referrer", State.MET, "referrer_default", "No policy; browsers tell other sites only the origin."
        )
    words = [word.strip().lower() for text in told for word in text.split(",")]
    known = [word for word in words if word in PRIVATE | TELLING]
    if not known:
        return Judged("referrer", State.NOT_MET, "referrer_invalid", "Referrer-Policy has no value that browsers know.")
    if known[-1] in PRIVATE:
        return Judged("referrer", State.MET, "referrer_private", "Other sites learn at most the site's name.")
    return Judged("referrer", State.NOT_MET, "referrer_telling", "Other sites learn more of an address than they need.")
