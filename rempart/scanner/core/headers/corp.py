"""Cross-Origin-Resource-Policy: may other sites embed the answer."""

from rempart.scanner.core.headers.exchange import Exchange
from rempart.scanner.core.headers.judged import Judged, unanswered
from rempart.terms.state import State

VALUES = {
    "same-origin": ("corp_same_origin", "Only this site may embed its answers."),
    "same-site": ("corp_same_site", "Only this site and its sub-domains may embed its answers."),
    "cross-origin": ("corp_cross_origin", "Any site may embed its answers, by choice."),
}


def judge(exchange: Exchange) -> Judged:
    """Absent is allowed (the browser's default holds); a value that no browser knows is a slip."""
    page = exchange.page
    if page is None:
        return unanswered("corp")
    value = (page.first("cross-origin-resource-policy") or "").strip().lower()
    if not value:
        return Judged("corp", State.MET, "corp_absent", "No policy for embedding; the browser's default holds.")
    if value in VALUES:
        return Judged("corp", State.MET, *VALUES[value])
    return Judged(
        "corp",
        State.NOT_MET,
        "corp_invalid",
        "Cross-Origin-Resource-Policy has a value that browsers do not know; use same-origin or same-site.",
    )
