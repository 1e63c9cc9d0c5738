"""X-Content-Type-Options: browsers must not guess that an upload is a script."""

from rempart.scanner.core.headers.exchange import Exchange
from rempart.scanner.core.headers.judged import Judged, unanswered
from rempart.terms.state import State


def judge(exchange: Exchange) -> Judged:
    """The one value there is, once."""
    page = exchange.page
    if page is None:
        return unanswered("nosniff")
    value = (page.first("x-content-type-options") or "").strip().lower()
    if value == "nosniff":
        return Judged("nosniff", State.MET, "nosniff_set", "Browsers may not guess the type of a file.")
    if value:
        return Judged(
            "nosniff", State.NOT_MET, "nosniff_invalid", "X-Content-Type-Options has another value than nosniff."
        )
    return Judged("nosniff", State.NOT_MET, "nosniff_missing", "Browsers may guess the type of a file.")
