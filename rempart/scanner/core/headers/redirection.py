"""From http to https: does a visitor who types the bare name end encrypted, and by the shortest safe way."""

from urllib.parse import urljoin

from rempart.scanner.core.headers.exchange import REDIRECTS, Exchange, host_of, scheme_of
from rempart.scanner.core.headers.judged import Judged, unanswered
from rempart.scanner.core.headers.preload import is_preloaded
from rempart.terms.state import State

MET = {
    "redirection_not_needed": "Nothing answers unencrypted, so there is nothing to redirect.",
    "redirection_preloaded": "Browsers never ask this site unencrypted, by their own list.",
    "redirection_to_https": "Unencrypted requests are sent to the encrypted site at once.",
}
NOT_MET = {
    "redirection_bad_certificate": "The redirect leads to a certificate that browsers refuse.",
    "redirection_missing": "The site answers unencrypted and does not send visitors to https.",
    "redirection_ends_clear_text": "The redirects end at an unencrypted address.",
    "redirection_first_clear_text": "The first redirect leads to another unencrypted address instead of to https.",
    "redirection_other_host": "The first redirect leads to another host before this one is encrypted, "
    "so browsers cannot learn to stay encrypted here.",
}


def judge(exchange: Exchange) -> Judged:
    """Looks at the chain from http:// on; a chain told without its first address is completed."""
    if exchange.page is None:
        return unanswered("redirection")
    code = _code(exchange)
    if code in MET:
        return Judged("redirection", State.MET, code, MET[code])
    return Judged("redirection", State.NOT_MET, code, NOT_MET[code])


def _code(exchange: Exchange) -> str:
    if exchange.http is None:
        return "redirection_not_needed"
    if exchange.http.is_verified is False:
        return "redirection_bad_certificate"
    route = route_of(exchange)
    hosts = [host_of(url) or "" for url in route]
    if all(map(is_preloaded, hosts)):
        return "redirection_preloaded"
    if len(route) == 1:
        return "redirection_missing"
    if scheme_of(route[-1]) != "https":
        return "redirection_ends_clear_text"
    if scheme_of(route[1]) == "http":
        return "redirection_first_clear_text"
    return "redirection_to_https" if hosts[0] == hosts[1] else "redirection_other_host"


def route_of(exchange: Exchange) -> list[str]:
    """The addresses visited, the first one always http."""
    route = list(exchange.redirects)
    host = exchange.host or (host_of(route[0]) if route else None) or "host.invalid"
    if not route or scheme_of(route[0]) != "http":
        route.insert(0, f"http://{host}/")
    answer = exchange.http
    if len(route) == 1 and answer and answer.status in REDIRECTS and (location := answer.first("location")):
        try:
            route.append(urljoin(route[0], location.strip()))
        except ValueError:
            route.append("")  # leads nowhere a browser could go
    return route
