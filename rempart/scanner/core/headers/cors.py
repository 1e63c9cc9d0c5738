"""Cross-origin reading: may any other site read pages in the visitor's name (Access-Control-Allow-*)."""

from rempart.scanner.core.headers.exchange import Exchange, host_of
from rempart.scanner.core.headers.judged import Judged, unanswered
from rempart.terms.state import State


def judge(exchange: Exchange) -> Judged:
    """Only credentials together with a foreign origin are a fault; public reading without them is a choice."""
    page = exchange.page
    if page is None:
        return unanswered("cors")
    told = page.first("access-control-allow-origin")
    origin = (told or "").strip().lower()
    if not origin:
        return Judged("cors", State.MET, "cors_closed", "Other sites may not read the pages.")
    if origin == "*":
        return Judged(
            "cors", State.MET, "cors_public", "Other sites may read the pages, without the visitor's cookies."
        )
    credentials = (page.first("access-control-allow-credentials") or "").strip().lower() == "true"
    if credentials and _is_foreign(origin, page.asked_origin, exchange.host):
        return Judged(
            "cors",
            State.NOT_MET,
            "cors_any_origin_with_credentials",
            "A foreign site may read the pages in the name of a visitor who is signed in.",
        )
    return Judged("cors", State.MET, "cors_restricted", "Only the named site may read the pages.")


def _is_foreign(origin: str, asked: str | None, host: str | None) -> bool:
    """With the origin we sent known, its echo is the fault; else any origin but the site's own, and `null`."""
    if origin == "null":
        return True  # any sandboxed frame has this origin
    if asked is not None:
        return origin == asked.strip().lower()
    return host is None or host_of(origin) != host
