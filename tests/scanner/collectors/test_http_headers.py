"""The collector against real servers on loopback: both doors, one door, refused certificate, redirects for ever."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler

import pytest
import trustme

from rempart.facts.fact import Fact
from rempart.facts.http_headers import HttpHeaders
from rempart.facts.not_seen import NotSeen
from rempart.scanner.collectors.http_headers import STRANGER, UNIT
from rempart.scanner.core.target import parse_target
from rempart.scanner.net.options import RunOptions
from rempart.scanner.net.run import run
from tests.scanner.collectors.serving import HOST, Answers, serving

pytestmark = pytest.mark.slow


@pytest.fixture
def look(tmp_path):
    """Start what is asked for, run the collector alone, give its one fact. `known` = is the authority trusted."""

    def start(secure: Answers | None, plain: Callable[[int], Answers] | None, known: bool = True) -> Fact:
        authority = trustme.CA()
        authority.cert_pem.write_to_path(tmp_path / "ca.pem")
        with ExitStack() as stack:
            encrypted = stack.enter_context(serving(secure, authority.issue_cert(HOST))) if secure else None
            clear = stack.enter_context(serving(plain(encrypted or 0))) if plain else None
            options = RunOptions(
                allow_private=True,
                ca_file=tmp_path / "ca.pem" if known else None,
                plain_port=clear or (1 if encrypted else None),  # port 1 of loopback: nobody listens
                encrypted_port=encrypted,
            )
            address = f"https://{HOST}:{encrypted}" if encrypted else f"http://{HOST}:{clear}"
            (seen,) = asyncio.run(run([UNIT], parse_target(address), options=options))
        return seen.fact

    return start


def codes(fact: Fact) -> dict[str, str]:
    assert isinstance(fact, HttpHeaders), fact
    return {check.check: check.code for check in fact.checks}


def page(*headers: tuple[str, str], body: bytes = b"<p>hello</p>") -> Answers:
    return lambda _: (200, [("Content-Type", "text/html"), *headers], body)


def to(url: str) -> Answers:
    return lambda _: (301, [("Location", url)], b"")


GOOD = page(
    ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
    ("Content-Security-Policy", "default-src 'none'"),
    ("Content-Security-Policy", "frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Set-Cookie", "a=1; Secure; HttpOnly; SameSite=Lax"),
    ("Set-Cookie", "b=1; Secure; HttpOnly; SameSite=Lax"),
)


def test_a_site_in_good_order(look):
    fact = look(GOOD, lambda port: to(f"https://{HOST}:{port}/"))
    assert {check.state.value for check in fact.checks} == {"met"}
    assert codes(fact)["redirection"] == "redirection_to_https"
    assert codes(fact)["cookies"] == "cookies_secure_same_site"
    assert (fact.hsts_max_age_s, fact.hsts_subdomains, fact.hsts_preload) == (31_536_000, True, False)


def test_a_bare_site(look):
    fact = look(page(("Set-Cookie", "PHPSESSID=1")), lambda _: page())
    failed = {check.check for check in fact.checks if check.state.value == "not_met"}
    assert failed == {"csp", "cookies", "frames", "hsts", "nosniff", "redirection"}
    assert fact.hsts_max_age_s is None


def test_nothing_listens_unencrypted(look):
    assert codes(look(GOOD, None))["redirection"] == "redirection_not_needed"


def test_no_encrypted_door_is_known(look):
    found = codes(look(None, lambda _: page()))
    assert found["hsts"] == "cannot_tell"
    assert found["redirection"] == "redirection_missing"


def test_a_certificate_nobody_trusts(look):
    fact = look(GOOD, lambda port: to(f"https://{HOST}:{port}/"), known=False)
    assert codes(fact)["hsts"] == "hsts_bad_certificate"
    assert codes(fact)["redirection"] == "redirection_bad_certificate"


def test_the_stranger_who_may_read_everything(look):
    def echo(request: BaseHTTPRequestHandler) -> tuple[int, list[tuple[str, str]], bytes]:
        origin = request.headers.get("Origin")
        allowed = [("Access-Control-Allow-Origin", origin), ("Access-Control-Allow-Credentials", "true")]
        return 200, allowed if origin == STRANGER else [], b""

    assert codes(look(echo, None))["cors"] == "cors_any_origin_with_credentials"
    fixed = page(("Access-Control-Allow-Origin", "https://a.example"), ("Access-Control-Allow-Credentials", "true"))
    assert codes(look(fixed, None))["cors"] == "cors_restricted"


def test_redirects_for_ever_and_away(look):
    assert codes(look(GOOD, lambda _: to("/again?")))["redirection"] == "redirection_ends_clear_text"
    away = codes(look(GOOD, lambda _: to("https://elsewhere.example/")))
    assert away["redirection"] == "redirection_other_host"


def test_a_door_that_only_babbles_is_an_error_and_no_verdict(look):
    def babble(request: BaseHTTPRequestHandler) -> tuple[int, list[tuple[str, str]], bytes]:
        request.wfile.write(b"\x00\x01nonsense\r\n\r\n")
        request.wfile.flush()
        return 200, [], b""

    fact = look(babble, None)
    assert isinstance(fact, NotSeen)
    assert fact.is_error
