"""Real TLS: a front with certificate and headers before WordPress, and openssl servers with planted faults."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from dev.recording.looking import observe
from dev.recording.scene import Fixtures, Scene, Stand
from dev.recording.scenes.wordpress import PORT
from dev.recording.serving import context_of, moved_to, passing_on, served
from rempart.facts.fact import Fact
from tests.servers.papers import Authority, Party, Wish, sign
from tests.servers.planted import OLD
from tests.servers.tls import s_server

SECURE_PORT = 8443  # what every encrypted port is recorded as
TLS = ("tls_certificate", "tls_protocols", "tls_renewal")
FRONT = ("http_front", "http_headers")
HEADERS = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CARELESS = (  # each header that browsers read, in the one way that helps nobody
    ("Content-Type", "text/html"),
    ("Content-Security-Policy", "default-src * 'unsafe-inline'"),
    ("Set-Cookie", "PHPSESSID=0123456789abcdef; Path=/"),
    ("Access-Control-Allow-Origin", "null"),
    ("Access-Control-Allow-Credentials", "true"),
    ("Cross-Origin-Resource-Policy", "everybody"),
    ("Referrer-Policy", "unsafe-url"),
    ("Strict-Transport-Security", "max-age=0"),
)
CARELESS_PAGE = b'<!DOCTYPE html><title>Stone</title><script src="https://cdn.example.net/a.js"></script>'
Maker = Callable[[Authority], list[Party]]


def leaf(wish: Wish) -> Maker:
    """A leaf of the trusted intermediate, with the intermediate."""
    return lambda ca: [sign(wish, ca.middle), ca.middle]


def trusting(fixtures: Fixtures, **more: Any) -> dict[str, Any]:
    """Options of a run that knows the root."""
    return {"ca_file": fixtures.ca_file, "state_folder": fixtures.tools, **more}


@contextmanager
def fronted(fixtures: Fixtures) -> Iterator[Stand]:
    """WordPress behind a front that encrypts, adds headers, and sends plain visitors to the encrypted door."""
    site = fixtures.site
    context = context_of(leaf(Wish())(fixtures.authority), fixtures.room("front"))
    origin: list[str] = []
    behind = passing_on(site.port, scheme="https", adds=HEADERS)
    with served(behind, context=context) as secure, served(moved_to(lambda: origin[0])) as plain:
        origin.append(f"https://localhost:{secure}")
        yield Stand(origin[0], trusting(fixtures, plain_port=plain), {secure: SECURE_PORT, plain: PORT})


@contextmanager
def bare(fixtures: Fixtures) -> Iterator[Stand]:
    """WordPress without any encryption."""
    site = fixtures.site
    yield Stand(f"http://localhost:{site.port}", trusting(fixtures), {site.port: PORT})


@contextmanager
def in_the_clear_too(fixtures: Fixtures) -> Iterator[Stand]:
    """WordPress encrypted, while its plain door stays open and no header is sent."""
    site = fixtures.site
    context = context_of(leaf(Wish())(fixtures.authority), fixtures.room("both"))
    with served(passing_on(site.port, scheme="https"), context=context) as secure:
        options = trusting(fixtures, plain_port=site.port)
        yield Stand(f"https://localhost:{secure}", options, {secure: SECURE_PORT, site.port: PORT})


@contextmanager
def careless(fixtures: Fixtures) -> Iterator[Stand]:
    """A page that gets every header wrong."""
    context = context_of(leaf(Wish())(fixtures.authority), fixtures.room("careless"))
    with served(lambda _: (200, CARELESS, CARELESS_PAGE), context=context) as secure:
        yield Stand(f"https://localhost:{secure}", trusting(fixtures), {secure: SECURE_PORT})


def showing(name: str, make: Maker, *flags: str) -> Callable[[Fixtures], AbstractContextManager[Stand]]:
    """An openssl server with these papers and switches."""

    @contextmanager
    def stand(fixtures: Fixtures) -> Iterator[Stand]:
        with s_server(fixtures.room(name), make(fixtures.authority), flags) as port:
            yield Stand(f"https://localhost:{port}", trusting(fixtures), {port: SECURE_PORT})

    return stand


def renewed(name: str, days_left: float) -> Callable[[Fixtures], AbstractContextManager[Stand]]:
    """The certificate was looked at, then replaced with that many days left: the second look knows of the first."""
    old, new = leaf(Wish(begins=days_left - 90, ends=days_left)), leaf(Wish(begins=-1, ends=89))

    @contextmanager
    def stand(fixtures: Fixtures) -> Iterator[Stand]:
        with showing(name, old)(fixtures) as before:
            seen = observe(before, ("tls_certificate", "tls_renewal"), time.time_ns() // 1_000_000)
        known: dict[type[Fact], Fact] = {type(one.fact): one.fact for one in seen}
        with showing(name, new)(fixtures) as now:
            yield Stand(now.url, now.options, now.ports, previous=known.get)

    return stand


SCENES = (
    Scene("fronted", "good", "WordPress behind a front with TLS 1.2 and 1.3 and headers", (*FRONT, *TLS), fronted),
    Scene("bare", "broken", "WordPress without encryption", FRONT, bare),
    Scene("no_tls", "blind", "WordPress without encryption", TLS, bare),
    Scene("clear_too", "broken", "WordPress encrypted, its plain door still open", FRONT, in_the_clear_too),
    Scene("careless", "broken", "a page that gets every header wrong", FRONT[1:], careless),
    Scene(
        "old_and_expired",
        "broken",
        "a server with an expired certificate that still speaks TLS 1.0",
        TLS,
        showing("old", leaf(Wish(key="rsa2048", begins=-90, ends=-1)), "-min_protocol", "TLSv1", *OLD),
    ),
    Scene(
        "self_signed",
        "broken",
        "a server that vouches for itself",
        ("tls_certificate",),
        showing("own", lambda _: [sign(Wish())]),
    ),
    Scene("renewed", "good", "a certificate replaced with 31 days left", TLS[2:], renewed("renewed", 31)),
    Scene("renewed_late", "broken", "a certificate replaced with 5 days left", TLS[2:], renewed("late", 5)),
)
