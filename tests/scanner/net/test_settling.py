"""Where a site really lives: decided once, within its own domain, and only for those who need it."""

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack

import pytest
import trustme

from rempart.facts.fact import Fact
from rempart.facts.http_front import HttpAvailability
from rempart.scanner.core.collector import Collector, Look
from rempart.scanner.core.target import parse_target
from rempart.scanner.net.options import RunOptions
from rempart.scanner.net.run import run
from rempart.terms.evidence import EvidenceClass
from tests.scanner.collectors.serving import serving
from tests.servers.names import name_server

FINE = HttpAvailability(tried=1, answered=1, p50_ms=1, max_ms=1)


def where(url: str, **changes: object) -> dict[str, str]:
    """Which origin a settled collector and an ordinary one are given."""
    seen: dict[str, str] = {}

    def unit(name: str, settled: bool) -> Collector:
        async def collect(look: Look) -> Sequence[Fact]:
            seen[name] = look.target.origin + look.target.path
            return [FINE]

        return Collector(name, 1, (HttpAvailability,), EvidenceClass.OBSERVED, collect, 60, 5, 1, settled=settled)

    options = RunOptions(allow_private=True, **changes)  # type: ignore[arg-type]
    asyncio.run(run([unit("plain", False), unit("settled", True)], parse_target(url), options=options))
    return seen


def home(_: object) -> tuple[int, list[tuple[str, str]], bytes]:
    return 200, [], b"<title>home</title>"


def test_from_plain_to_encrypted() -> None:
    certificate = trustme.CA().issue_cert("127.0.0.1")
    with ExitStack() as stack:
        encrypted = stack.enter_context(serving(home, certificate))
        plain = stack.enter_context(serving(lambda _: (301, [("Location", f"https://127.0.0.1:{encrypted}/")], b"")))
        found = where(f"http://127.0.0.1:{plain}/blog", encrypted_port=encrypted)
    assert found == {
        "plain": f"http://127.0.0.1:{plain}/blog",
        "settled": f"https://127.0.0.1:{encrypted}/blog",
    }


@pytest.mark.parametrize(
    ("place", "settled"),
    [
        ("http://www.quarry.example:{port}/", "http://www.quarry.example:{port}"),
        ("http://other.example:{port}/", "http://quarry.example:{port}"),
        ("http://quarry.example.evil.example:{port}/", "http://quarry.example:{port}"),
        ("http://www.quarry.example:9/", "http://quarry.example:{port}"),
        ("//[", "http://quarry.example:{port}"),
    ],
)
def test_within_the_domain_and_nowhere_else(place: str, settled: str) -> None:
    def answer(request):  # type: ignore[no-untyped-def]
        if request.headers["Host"].startswith("quarry."):
            return 301, [("Location", place.format(port=request.server.server_port))], b""
        return home(request)

    zone = lambda _name, kind, _count: ["60 A 127.0.0.1"] if kind == "A" else []  # noqa: E731
    with name_server(zone) as server, serving(answer) as port:
        found = where(f"http://quarry.example:{port}", resolver=server)
    assert found["settled"] == settled.format(port=port)


def test_a_site_that_turns_in_circles_is_taken_as_typed() -> None:
    with serving(lambda request: (302, [("Location", request.path + "x")], b"")) as port:
        assert where(f"http://127.0.0.1:{port}")["settled"] == f"http://127.0.0.1:{port}"
