"""Real and hostile targets: each look ends in time, within its bounds, with one word; private ones are refused."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from rempart.watch.core.kind import Sight
from rempart.watch.core.outcome import Outcome
from rempart.watch.net.eyes import BOUNDS, Tools
from rempart.watch.net.look_once import look_once
from rempart.watch.server.hub import kinds
from tests.servers import hostile
from tests.servers.names import name_server
from tests.servers.papers import Authority, Wish, sign
from tests.servers.tls import free_port, s_server

pytestmark = pytest.mark.slow
PATIENCE_S = 20.0  # a busy machine answers late, and that is not what is tested
SOON_S = 1.5  # for those that never answer


def look(
    kind: str,
    settings: dict[str, Any],
    *,
    ca: Path | None = None,
    server: tuple[str, int] | None = None,
    allow_private: bool = True,
    patience_s: float = PATIENCE_S,
) -> Sight:
    begun = time.monotonic()
    unit = kinds()[kind]
    sight = asyncio.run(look_once(unit, settings, Tools(ca, server), patience_s, allow_private=allow_private))
    assert time.monotonic() - begun < patience_s + 60  # none of them would ever end by itself
    return sight


WAYS = [
    ("hang", hostile.hang, "timeout"),
    ("hang_up", hostile.hang_up, "reset"),
    ("header_bomb", hostile.header_bomb, "too_large"),
    ("informational", hostile.informational, "bad_answer"),
    ("drip", hostile.drip, "timeout"),
    ("drip_head", hostile.drip_head, "timeout"),
    ("redirects", hostile.redirects, "too_many_redirects"),
    ("not_http", hostile.answering(b"220 mail.example ESMTP ready\r\n"), "bad_answer"),
]


@pytest.mark.parametrize(("script", "reason"), [way[1:] for way in WAYS], ids=[way[0] for way in WAYS])
def test_a_hostile_page_is_bounded_and_named(script: hostile.Script, reason: str) -> None:
    with hostile.serve(script) as port:
        patience_s = SOON_S if reason == "timeout" else PATIENCE_S
        sight = look("http", {"address": f"http://127.0.0.1:{port}/"}, patience_s=patience_s)
    assert (sight.outcome, sight.reason) == (Outcome.BAD, reason)


@pytest.mark.parametrize("script", [hostile.endless, hostile.endless_chunks, hostile.gzip_bomb()], ids=["e", "c", "g"])
def test_a_body_without_end_is_read_up_to_the_cap_and_no_further(script: hostile.Script) -> None:
    with hostile.serve(script) as port:
        sight = look("http", {"address": f"http://127.0.0.1:{port}/", "present": "words that never come"})
    assert sight.outcome is Outcome.BAD
    assert sight.reason in ("words_missing", "bad_answer", "too_large")
    assert BOUNDS.body_bytes <= 1024 * 1024


def test_a_page_with_its_words_is_up_and_one_without_is_not() -> None:
    with hostile.serve(hostile.page(b"<html>Lavender shop")) as port:
        home = f"http://127.0.0.1:{port}/"
        assert look("http", {"address": home, "present": "Lavender"}).outcome is Outcome.OK
        assert look("http", {"address": home, "present": "Rosemary"}).reason == "words_missing"
        assert look("http", {"address": home, "absent": "shop"}).reason == "words_present"
        assert look("http", {"address": home, "status": "404"}).reason == "status"
        assert look("http", {"address": home, "steps": "GET /cart => Lavender"}).outcome is Outcome.OK
        assert look("http", {"address": home, "steps": "GET /cart => Thank you"}).reason == "step"
        assert look("http", {"address": home, "steps": "GET http://elsewhere.example/"}).reason == "bad_settings"


def test_nobody_listens() -> None:
    port = free_port()
    assert look("http", {"address": f"http://127.0.0.1:{port}/"}).reason == "refused"
    assert look("tcp", {"host": "127.0.0.1", "port": port}).reason == "refused"


def test_a_port_that_lets_connections_in() -> None:
    with hostile.serve(hostile.hang) as port:
        assert look("tcp", {"host": "127.0.0.1", "port": port}).outcome is Outcome.OK


def test_a_private_target_is_refused_and_never_the_sites_outage() -> None:
    with hostile.serve(hostile.page(b"inside")) as port:
        sight = look("http", {"address": f"http://127.0.0.1:{port}/"}, allow_private=False)
        assert (sight.outcome, sight.reason) == (Outcome.CANNOT, "barred")
        assert look("tcp", {"host": "127.0.0.1", "port": port}, allow_private=False).reason == "barred"


def test_a_name_that_is_rebound_to_a_private_address_is_refused_at_its_next_look() -> None:
    """Public at the first question, this machine from then on: every look judges what it is told now."""

    def zone(name: str, kind: str, count: int) -> list[str] | None:
        if kind != "A":
            return []
        return ["1 A 203.0.113.9" if count == 0 else "1 A 127.0.0.1"]

    with name_server(zone) as server, hostile.serve(hostile.page(b"inside")) as port:
        tools: dict[str, Any] = {"server": server, "allow_private": False}
        settings = {"address": f"http://rebind.example:{port}/"}
        first = look("http", settings, patience_s=SOON_S, **tools)
        assert first.reason != ""
        second = look("http", settings, **tools)
        assert (second.outcome, second.reason) == (Outcome.CANNOT, "barred")


def test_a_redirect_into_the_house_is_refused() -> None:
    with hostile.serve(hostile.page(b"inside")) as inside:

        def zone(name: str, kind: str, count: int) -> list[str] | None:
            return ["60 A 127.0.0.1"] if kind == "A" else []

        line = f"Location: http://127.0.0.1:{inside}/\r\n".encode()
        script = hostile.answering(b"HTTP/1.1 302 Found\r\n" + line + b"Content-Length: 0\r\n\r\n")
        with hostile.serve(script) as port, name_server(zone) as server:
            sight = look("http", {"address": f"http://a.example:{port}/"}, server=server, allow_private=False)
    assert (sight.outcome, sight.reason) == (Outcome.CANNOT, "barred")


def test_a_name_server_of_ours_that_is_dead_is_ours_and_a_name_that_is_gone_is_theirs() -> None:
    with name_server(lambda *_: None, silent=True) as server:
        sight = look("http", {"address": "http://a.example/"}, server=server)
    assert (sight.outcome, sight.reason) == (Outcome.CANNOT, "no_resolver")

    def zone(name: str, kind: str, count: int) -> list[str] | None:
        return ["60 NS a.root-servers.net."] if name == "" else None

    with name_server(zone) as server:
        sight = look("http", {"address": "http://a.example/"}, server=server)
    assert (sight.outcome, sight.reason) == (Outcome.BAD, "unresolved")


def test_the_answer_and_the_delegation_of_a_name_are_watched() -> None:
    def zone(name: str, kind: str, count: int) -> list[str] | None:
        return {"MX": ["60 MX 10 mail.a.example."], "NS": ["60 NS ns1.a.example."]}.get(kind)

    with name_server(zone) as server:
        settings: dict[str, Any] = {"host": "a.example", "record": "MX"}
        first = look("dns", settings, server=server)
        assert first.outcome is Outcome.OK
        assert look("dns", {**settings, "before": first.found}, server=server).outcome is Outcome.OK
        stolen = {"answer": first.found["answer"], "servers": ["ns9.other.example"]}
        assert look("dns", {**settings, "before": stolen}, server=server).reason == "delegation_changed"
        assert look("dns", {**settings, "expected": "10 mail.other.example"}, server=server).reason == "dns_changed"
        assert look("dns", {**settings, "record": "TXT"}, server=server).reason == "no_record"


@pytest.mark.parametrize(("begins", "ends", "reason"), [(-10, 80, ""), (-70, 20, "expires_soon"), (-90, -1, "expired")])
def test_a_certificate_by_what_is_left_of_its_life(tmp_path: Path, begins: int, ends: int, reason: str) -> None:
    authority, ca = Authority(), tmp_path / "root.pem"
    ca.write_bytes(authority.root.pem)
    leaf = sign(Wish(begins=begins, ends=ends), authority.root)
    with s_server(tmp_path, [leaf]) as port:
        sight = look("tls", {"host": "localhost", "port": port}, ca=ca)
        other = look("tls", {"host": "127.0.0.1", "port": port}, ca=ca)
    assert sight.reason == reason
    assert other.outcome is Outcome.BAD
    assert other.reason == "wrong_name"


def test_a_certificate_nobody_knows_and_one_that_is_not_there(tmp_path: Path) -> None:
    with s_server(tmp_path, [sign(Wish())]) as port:
        assert look("tls", {"host": "localhost", "port": port}).reason == "untrusted"
        assert look("http", {"address": f"https://localhost:{port}/"}).reason == "tls_failed"
    with hostile.serve(hostile.page(b"plain")) as port:
        assert look("tls", {"host": "localhost", "port": port}).reason == "tls_failed"
