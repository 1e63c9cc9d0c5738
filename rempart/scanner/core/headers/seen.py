"""From what a collector fetched to the fact: chains of answers in, the ten checks out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from rempart.facts.http_headers import HeaderCheck, HttpHeaders
from rempart.scanner.core import collector
from rempart.scanner.core.headers.checks import judge_exchange
from rempart.scanner.core.headers.exchange import REDIRECTS, Answer, Exchange, scheme_of
from rempart.scanner.core.headers.hsts import read_promise
from rempart.scanner.core.headers.reading import MAX_BODY_CHARACTERS, MAX_HEADER_CHARACTERS, MAX_HEADERS
from rempart.terms.state import State

Chain = Sequence[collector.Exchange]


@dataclass(frozen=True, slots=True)
class Cross:
    """The page asked once more in the name of a foreign site."""

    origin: str
    answer: collector.Exchange


def fact(host: str, plain: Chain, encrypted: Chain, cross: Cross | None, blind: Mapping[str, str]) -> HttpHeaders:
    """`plain` is the chain from http://, `encrypted` from https://, empty = nothing listens there.

    `blind` names checks that could not be looked at, each with its code: they are unknown, whatever else was seen.
    """
    exchange = Exchange(_end(plain), _end_encrypted(encrypted), route(plain), host)
    if cross:
        exchange = _with_cross(exchange, cross)
    checks = tuple(
        HeaderCheck(j.check, State.UNKNOWN, blind[j.check])
        if j.check in blind
        else HeaderCheck(j.check, j.state, j.code)
        for j in judge_exchange(exchange)
    )
    told = exchange.https.first("strict-transport-security") if exchange.https else None
    promise = read_promise(told) if told else None
    return HttpHeaders(
        checks=checks,
        hsts_max_age_s=promise.max_age_s if promise else None,
        hsts_subdomains=bool(promise and promise.has_subdomains),
        hsts_preload=bool(promise and promise.wants_preload),
    )


def route(chain: Chain) -> tuple[str, ...]:
    """The addresses of a chain, and the one a last redirect would lead to."""
    urls = [answer.url for answer in chain]
    location = chain[-1].header("location") if chain else None
    if location and chain[-1].status in REDIRECTS:
        try:
            urls.append(urljoin(urls[-1], location))
        except ValueError:
            urls.append("")
    return tuple(urls)


def _end_encrypted(chain: Chain) -> Answer | None:
    """A chain that ends unencrypted shows no encrypted page."""
    return _end(chain) if chain and scheme_of(chain[-1].url) == "https" else None


def _end(chain: Chain) -> Answer | None:
    if not chain:
        return None
    verified = [hop.is_verified for hop in chain if hop.is_verified is not None]
    text = chain[-1].text
    return Answer(
        status=chain[-1].status,
        headers=by_name(chain[-1].headers),
        body=text[:MAX_BODY_CHARACTERS],
        is_verified=all(verified) if verified else None,
        is_cut=chain[-1].is_cut or len(text) > MAX_BODY_CHARACTERS,
    )


def by_name(headers: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Values by name, within the limits of one exchange."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in headers[:MAX_HEADERS]:
        found[name] = (*found.get(name, ()), value[:MAX_HEADER_CHARACTERS])
    return found


def _with_cross(exchange: Exchange, cross: Cross) -> Exchange:
    """The page as it is, with the permissions it gives to the foreign site that asked."""
    allowed = {n: v for n, v in by_name(cross.answer.headers).items() if n.startswith("access-control-")}

    def told(answer: Answer) -> Answer:
        return replace(answer, headers={**answer.headers, **allowed}, asked_origin=cross.origin)

    if exchange.https:
        return replace(exchange, https=told(exchange.https))
    return replace(exchange, http=told(exchange.http)) if exchange.http else exchange
