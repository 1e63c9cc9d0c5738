"""Each way to behave badly gives a clear sentence and a NotSeen fact: never an exception, never a lost run."""

import asyncio
import time

import pytest

from rempart.facts.fact import Observation
from rempart.facts.http_front import HttpFront
from rempart.facts.not_seen import NotSeen
from rempart.scanner.collectors import http_availability, http_front, security_txt, tls_certificate
from rempart.scanner.core.target import Target
from rempart.scanner.net.options import Limits, RunOptions
from rempart.scanner.net.run import run
from rempart.terms.evidence import Vantage
from tests.servers import hostile
from tests.servers.names import name_server
from tests.servers.tls import free_port

pytestmark = pytest.mark.slow
# for those that hang
QUICK = Limits(per_second=100, connect_s=1, read_s=0.6, total_s=1.2, dns_s=1, body_bytes=512 * 1024)
PATIENT = Limits(per_second=100, body_bytes=512 * 1024)
UNITS = (http_front.UNIT, http_availability.UNIT, security_txt.UNIT)
IN_TIME_S = 60  # most of them would go on for ever


def look(target: Target, **options: object) -> dict[str, Observation]:
    begun = time.monotonic()
    given = {"allow_private": True, "limits": PATIENT, **options}
    seen = asyncio.run(run(UNITS, target, options=RunOptions(**given)))  # type: ignore[arg-type]
    assert time.monotonic() - begun < IN_TIME_S
    assert len(seen) == len(UNITS)
    return {one.source: one for one in seen}


def at(port: int) -> Target:
    return Target("http", "127.0.0.1", port, "")


WAYS = [
    ("hang", hostile.hang, "timeout"),
    ("hang_up", hostile.hang_up, "reset"),
    ("endless", hostile.endless, "too_large"),
    ("endless_chunks", hostile.endless_chunks, "too_large"),
    ("header_bomb", hostile.header_bomb, "too_large"),
    ("one_header", hostile.one_header, "too_large"),
    ("informational", hostile.informational, "bad_answer"),
    ("drip", hostile.drip, "timeout"),
    ("drip_head", hostile.drip_head, "timeout"),
    ("gzip_bomb", hostile.gzip_bomb(), "too_large"),
    ("redirects", hostile.redirects, "too_many_redirects"),
    ("binary_page", hostile.page(bytes(range(256)) * 40), "bad_answer"),
    ("binary_line", hostile.answering(bytes(range(256)) * 40), "bad_answer"),
    ("not_http", hostile.answering(b"220 mail.example ESMTP ready\r\n"), "bad_answer"),
    ("not_gzip", hostile.page(b"<html>plain", b"Content-Encoding: gzip\r\n"), "bad_answer"),
    ("unasked_coding", hostile.page(b"<html>plain", b"Content-Encoding: br\r\n"), "bad_answer"),
    ("cut_short", hostile.answering(hostile.HEAD + b"Content-Length: 900\r\n\r\n<html>"), "too_large"),
    ("two_lengths", hostile.page(b"x", b"Content-Length: 7\r\n"), "bad_answer"),
    ("nothing", hostile.answering(b""), "reset"),
    ("bad_status", hostile.answering(b"HTTP/1.1 9999 what\r\n\r\n"), "bad_answer"),
    ("other_version", hostile.answering(b"HTTP/3.7 200 OK\r\n\r\n"), "bad_answer"),
]


@pytest.mark.parametrize(("script", "code"), [way[1:] for way in WAYS], ids=[way[0] for way in WAYS])
def test_bad_manners(script: hostile.Script, code: str) -> None:
    with hostile.serve(script) as port:
        seen = look(at(port), limits=QUICK if code == "timeout" else PATIENT)
    fact = seen["http_front"].fact
    assert isinstance(fact, NotSeen)
    assert fact.code == code, fact
    assert fact.is_error
    assert len(fact.detail) > 20
    assert "Traceback" not in fact.detail


def test_a_healthy_page_is_seen_by_the_same_run() -> None:
    with hostile.serve(hostile.page(b"<html><img src=http://x.example/a.png>")) as port:
        seen = look(at(port))
    fact = seen["http_front"].fact
    assert isinstance(fact, HttpFront)
    assert (fact.ends, fact.mixed, len(fact.plain)) == ("http", (), 1)
    assert {one.vantage for one in seen.values()} == {Vantage.LAB}


def test_nobody_listens() -> None:
    seen = look(at(free_port()))
    assert {s.fact.code for s in seen.values() if isinstance(s.fact, NotSeen)} == {"refused"}


def test_plain_text_where_encryption_is_expected() -> None:
    with hostile.serve(hostile.page(b"<html>")) as port:
        options = RunOptions(allow_private=True, limits=PATIENT)
        (seen,) = asyncio.run(run([tls_certificate.UNIT], Target("https", "127.0.0.1", port, ""), options=options))
    assert isinstance(seen.fact, NotSeen)
    assert seen.fact.code == "tls_failed"


@pytest.mark.parametrize(
    ("script", "code"),
    [
        (hostile.hang, "timeout"),
        (hostile.hang_up, "tls_failed"),
        (hostile.answering(b"\x16\x03\x03\xff\xff"), "tls_failed"),
    ],
    ids=["hang", "hang_up", "garbage"],
)
def test_bad_manners_behind_encryption(script: hostile.Script, code: str) -> None:
    with hostile.serve(script) as port:
        options = RunOptions(allow_private=True, limits=QUICK if code == "timeout" else PATIENT)
        seen = asyncio.run(
            run([tls_certificate.UNIT, http_front.UNIT], Target("https", "127.0.0.1", port, ""), options=options)
        )
    for one in seen:
        assert isinstance(one.fact, NotSeen)
        assert one.fact.code in (code, "reset"), one.fact


def test_does_not_resolve() -> None:
    with name_server(lambda _name, _kind, _count: None) as server:
        seen = look(Target("https", "gone.example", 443, ""), resolver=server)
    assert {s.fact.code for s in seen.values() if isinstance(s.fact, NotSeen)} == {"unresolved"}


@pytest.mark.parametrize(("silent", "garbage"), [(True, False), (False, True)], ids=["silent", "garbage"])
def test_name_server_fails(silent: bool, garbage: bool) -> None:
    with name_server(lambda _n, _k, _c: [], silent=silent, garbage=garbage) as server:
        seen = look(Target("https", "gone.example", 443, ""), resolver=server, limits=QUICK)
    codes = {s.fact.code for s in seen.values() if isinstance(s.fact, NotSeen)}
    assert codes <= {"timeout", "unresolved"}
    assert codes


def test_private_addresses_need_permission() -> None:
    seen = look(Target("http", "127.0.0.1", 9, ""), allow_private=False)
    for one in seen.values():
        assert isinstance(one.fact, NotSeen)
        assert one.fact.code == "private_address"
        assert "--allow-private" in one.fact.detail
    assert look(Target("http", "localhost", 9, ""), allow_private=False)["http_front"].fact.code == "private_address"  # type: ignore[attr-defined]


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "100.64.0.1", "0.0.0.0"])
def test_a_name_that_leads_inside_is_refused(inside: str) -> None:
    with name_server(lambda _n, kind, _c: [f"60 A {inside}"] if kind == "A" else []) as server:
        seen = look(Target("http", "trick.example", 80, ""), resolver=server, allow_private=False)
    assert {s.fact.code for s in seen.values() if isinstance(s.fact, NotSeen)} == {"private_address"}


def test_one_inside_address_among_public_ones_is_refused() -> None:
    with name_server(lambda _n, kind, _c: ["60 A 93.184.216.34", "60 A 127.0.0.1"] if kind == "A" else []) as server:
        seen = look(Target("http", "trick.example", 80, ""), resolver=server, allow_private=False)
    assert {s.fact.code for s in seen.values() if isinstance(s.fact, NotSeen)} == {"private_address"}


def test_a_name_that_turns_to_another_address_gets_no_second_look() -> None:
    """First 127.0.0.1 (the site), then 127.0.0.2: every connection still goes to the first one."""
    asked: list[str] = []

    def zone(name: str, kind: str, count: int) -> list[str]:
        asked.append(f"{name} {kind}")
        return [f"0 A 127.0.0.{1 + min(count, 1)}"] if kind == "A" else []

    with name_server(zone) as server, hostile.serve(hostile.page(b"<html>")) as port:
        seen = look(Target("http", "turning.example", port, ""), resolver=server)
    assert isinstance(seen["http_front"].fact, HttpFront)
    assert asked.count("turning.example A") == 1


def test_a_redirect_inside_is_refused() -> None:
    """A subdomain of the site that leads to a private address: the redirect is not followed into it."""

    def zone(name: str, kind: str, _count: int) -> list[str]:
        return [f"0 A {'224.0.0.1' if name.startswith('in') else '127.0.0.1'}"] if kind == "A" else []

    with name_server(zone) as server:
        port = free_port()
        there = f"Location: http://inside.site.example:{port}/\r\n".encode()
        answer = b"HTTP/1.1 301 Moved\r\n" + there + b"Content-Length: 0\r\n\r\n"
        with hostile.serve(hostile.answering(answer), port):
            seen = look(Target("http", "site.example", port, ""), resolver=server)
    fact = seen["http_front"].fact
    assert isinstance(fact, NotSeen)
    assert fact.code == "private_address"
