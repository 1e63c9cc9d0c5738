"""The front door, availability and security.txt against a real pair of servers, plain and encrypted."""

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rempart.facts.fact import Fact
from rempart.facts.http_disclosure import SecurityTxt
from rempart.facts.http_front import HttpAvailability, HttpFront, Step
from rempart.facts.not_seen import NotSeen
from rempart.scanner.collectors import http_availability, http_front, security_txt
from rempart.scanner.core.collector import Collector, Look
from rempart.scanner.core.target import Target
from rempart.scanner.net.options import Limits, RunOptions
from rempart.scanner.net.run import run
from rempart.scanner.net.visit import Visit
from tests.servers import hostile
from tests.servers.papers import Authority, Wish, sign
from tests.servers.tls import free_port

pytestmark = pytest.mark.slow
QUICK = Limits(per_second=100, connect_s=2, read_s=2, total_s=3)
NOW = 1_800_000_000_000
Pages = Callable[[str], bytes]


def html(body: str, *headers: str) -> bytes:
    head = "".join(f"{line}\r\n" for line in ("Content-Type: text/html", f"Content-Length: {len(body)}", *headers))
    return f"HTTP/1.1 200 OK\r\n{head}\r\n{body}".encode()


def moved(where: str) -> bytes:
    return f"HTTP/1.1 301 Moved\r\nLocation: {where}\r\nContent-Length: 0\r\n\r\n".encode()


def script(pages: Pages, context: ssl.SSLContext | None = None) -> hostile.Script:
    def serve(client: socket.socket, _stop: threading.Event) -> None:
        talk = context.wrap_socket(client, server_side=True) if context else client
        with talk, contextlib.suppress(OSError):
            path = talk.recv(65_536).split(b" ")[1].decode()
            talk.sendall(pages(path))
            talk.recv(1)

    return serve


class Pair:
    """A site on two ports, as one."""

    def __init__(self, folder: Path) -> None:
        self.plain, self.encrypted = free_port(), free_port()
        ca = Authority()
        leaf = sign(Wish(names=("localhost", "www.localhost")), ca.root)
        self.ca_file = folder / "root.pem"
        self.ca_file.write_bytes(ca.root.pem)
        (folder / "leaf.pem").write_bytes(leaf.key_pem + leaf.pem)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(folder / "leaf.pem")

    def options(self, **changes: Any) -> RunOptions:
        given: dict[str, Any] = {"ca_file": self.ca_file, "plain_port": self.plain, "encrypted_port": self.encrypted}
        return RunOptions(**{"allow_private": True, "limits": QUICK, "now_ms": NOW, **given, **changes})

    @contextlib.contextmanager
    def serve(self, plain: Pages | None, encrypted: Pages | None) -> Iterator[None]:
        with contextlib.ExitStack() as stack:
            if plain:
                stack.enter_context(hostile.serve(script(plain), self.plain))
            if encrypted:
                stack.enter_context(hostile.serve(script(encrypted, self.context), self.encrypted))
            yield

    def look(self, unit: Collector, scheme: str = "https", **changes: Any) -> Fact:
        port = self.encrypted if scheme == "https" else self.plain
        target = Target(scheme, "localhost", port, "")
        (seen,) = asyncio.run(run([unit], target, options=self.options(**changes)))
        return seen.fact

    def url(self, path: str = "/") -> str:
        return f"https://localhost:{self.encrypted}{path}"


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return Pair(tmp_path_factory.mktemp("pair"))


def test_plain_leads_to_encrypted(pair: Pair) -> None:
    with pair.serve(lambda path: moved(pair.url(path)), lambda _path: html("<img src='http://x.example/a.png'>")):
        fact = pair.look(http_front.UNIT)
    assert isinstance(fact, HttpFront), fact
    assert fact.ends == "https_same_site"
    assert fact.plain == (Step(f"http://localhost:{pair.plain}/", 301), Step(pair.url(), 200))
    assert fact.encrypted == (Step(pair.url(), 200),)
    assert fact.mixed == ("http://x.example/a.png",)
    assert (fact.final_url, fact.compression) == (pair.url(), None)


@pytest.mark.parametrize(
    ("plain", "ends"),
    [
        (None, "closed"),
        (lambda _path: html("hello"), "http"),
        (lambda path: moved(f"{path}x"), "loop"),
        (lambda _path: moved("https://parking.example/"), "https_other_site"),
        (lambda _path: moved("http://parking.example/"), "http"),
    ],
    ids=["closed", "stays", "loop", "parked", "parked_plain"],
)
def test_where_the_plain_door_ends(pair: Pair, plain: Pages | None, ends: str) -> None:
    with pair.serve(plain, lambda _path: html("hello")):
        fact = pair.look(http_front.UNIT)
    assert isinstance(fact, HttpFront), fact
    assert fact.ends == ends


def test_a_plain_site_without_an_encrypted_door(pair: Pair) -> None:
    with pair.serve(lambda _path: html("hello"), None):
        fact = pair.look(http_front.UNIT, "http")
    assert isinstance(fact, HttpFront), fact
    assert (fact.ends, fact.encrypted, fact.mixed) == ("http", (), ())


def test_an_encrypted_site_that_does_not_answer_is_an_error(pair: Pair) -> None:
    with pair.serve(lambda _path: html("hello"), None):
        fact = pair.look(http_front.UNIT)
    assert isinstance(fact, NotSeen)
    assert fact.code == "refused"


@pytest.mark.parametrize(("trusted", "verified"), [(True, True), (False, False)])
def test_an_invalid_certificate_is_recorded_and_the_page_still_read(pair: Pair, trusted: bool, verified: bool) -> None:
    async def work() -> None:
        options = pair.options() if trusted else pair.options(ca_file=None)
        visit = Visit(Target("https", "localhost", pair.encrypted, ""), options, lambda _kind: None)
        page = await visit.fetch(pair.url())
        assert (page.is_verified, page.text, page.address) == (verified, "hello", "127.0.0.1")
        await visit.close()

    with pair.serve(None, lambda _path: html("hello")):
        asyncio.run(work())


def test_availability_counts_answers(pair: Pair) -> None:
    answers = iter([html("a"), b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", html("b"), b"nonsense"])
    with pair.serve(lambda _path: next(answers), None):
        fact = pair.look(http_availability.UNIT, "http")
    assert isinstance(fact, HttpAvailability), fact
    assert (fact.tried, fact.answered) == (4, 2)
    assert 0 <= fact.p50_ms <= fact.max_ms


@pytest.mark.parametrize(
    ("answer", "present"),
    [
        (html("Contact: mailto:a@b.example\nExpires: 2027-03-01T00:00:00Z\n"), True),
        (html("<html>Contact: us</html>"), False),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 10\r\n\r\nContact: x", False),
    ],
    ids=["there", "friendly_error_page", "absent"],
)
def test_security_txt(pair: Pair, answer: bytes, present: bool) -> None:
    asked: list[str] = []

    def pages(path: str) -> bytes:
        asked.append(path)
        return answer

    with pair.serve(None, pages):
        fact = pair.look(security_txt.UNIT)
    assert isinstance(fact, SecurityTxt), fact
    assert fact.is_present is present
    assert asked == ["/.well-known/security.txt"]


def test_the_look_is_what_collectors_are_promised() -> None:
    visit: Look = Visit(Target("http", "localhost", 80, ""), RunOptions(), lambda _kind: None)
    assert visit.twin("https") == "https://localhost"
    assert visit.registrable("www.shop.co.uk") == "shop.co.uk"
    assert visit.registrable("192.0.2.1") == "192.0.2.1"
