"""The Look that collectors are given: memory, caps, pacing, staying on the site."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from rempart.facts.http_front import HttpAvailability
from rempart.scanner.core.collector import Collector, Look, LookError, RedirectsForEver
from rempart.scanner.core.target import Target
from rempart.scanner.net.line import USER_AGENT
from rempart.scanner.net.options import Limits, RunOptions
from rempart.scanner.net.pace import Pace, Patience
from rempart.scanner.net.visit import Visit
from rempart.terms.evidence import EvidenceClass
from tests.scanner.noted import is_kept, noted
from tests.servers import hostile

pytestmark = pytest.mark.slow
FAST = Limits(per_second=1000)


async def nothing(_look: Look) -> list[HttpAvailability]:
    return []


UNIT = Collector("unit", 1, (HttpAvailability,), EvidenceClass.OBSERVED, nothing, 60, 5, 3)


def visit(port: int, work: Callable[[Visit], Awaitable[object]], **options: object) -> object:
    async def main() -> object:
        given: dict[str, object] = {"allow_private": True, "limits": FAST, **options}
        one = Visit(Target("http", "127.0.0.1", port, "/blog"), RunOptions(**given), lambda _kind: None)  # type: ignore[arg-type]
        try:
            return await work(one)
        finally:
            await one.close()

    return asyncio.run(main())


class Counting:
    """Answers every request and keeps what was asked."""

    def __init__(self, answer: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") -> None:
        self.asked: list[bytes] = []
        self.answer = answer

    def __call__(self, client: object, stop: object) -> None:
        self.asked.append(client.recv(65_536))  # type: ignore[attr-defined]
        client.sendall(self.answer)  # type: ignore[attr-defined]


def test_says_who_asks() -> None:
    server = Counting()
    with hostile.serve(server) as port:
        visit(port, lambda v: v.fetch(v.target.url("/a b?c=ü")))
    request = server.asked[0].decode()
    assert request.startswith("GET /blog/a%20b?c=%C3%BC HTTP/1.1\r\n")
    assert f"User-Agent: {USER_AGENT}\r\n" in request
    assert f"Host: 127.0.0.1:{port}\r\n" in request


def test_a_page_is_asked_for_once_unless_fresh() -> None:
    async def work(v: Visit) -> None:
        url = v.target.url("/")
        first, second = await asyncio.gather(v.fetch(url), v.fetch(url + "#part"))
        assert first is second
        await v.fetch(url, fresh=True)
        await v.fetch(url, headers=[("User-Agent", "other")])
        await v.fetch(url, method="POST", body=b"a=1")

    server = Counting()
    with hostile.serve(server) as port:
        visit(port, work)
    assert len(server.asked) == 4
    assert b"User-Agent: other\r\n" in server.asked[2]
    assert b"Rempart" not in server.asked[2]
    assert server.asked[3].endswith(b"content-length: 3\r\n\r\na=1")


def test_a_share_is_a_share_and_hurts_nobody_else() -> None:
    async def work(v: Visit) -> None:
        small, other = v.lend(UNIT, Patience()), v.lend(replace(UNIT, requests=9), Patience())
        for number in range(3):
            await small.fetch(v.target.url(f"/{number}"))
        with pytest.raises(LookError, match="budget_spent"):
            await small.fetch(v.target.url("/3"))
        assert (await other.fetch(v.target.url("/3"))).status == 200
        await small.fetch(v.target.url("/3"))  # remembered, so it costs nothing

    with hostile.serve(Counting()) as port:
        visit(port, work)


def test_the_run_has_a_cap() -> None:
    async def work(v: Visit) -> None:
        for number in range(4):
            await v.fetch(v.target.url(f"/{number}"))
        with pytest.raises(LookError, match="budget_spent"):
            await v.fetch(v.target.url("/4"))

    with hostile.serve(Counting()) as port:
        visit(port, work, limits=replace(FAST, passive_requests=4))


@pytest.mark.parametrize(
    "url", ["http://elsewhere.example/", "http://127.0.0.2/", "http://127.0.0.1:22/", "ftp://127.0.0.1/"]
)
def test_leaves_other_hosts_and_ports_alone(url: str) -> None:
    async def work(v: Visit) -> None:
        with pytest.raises(LookError) as left:
            await v.fetch(url)
        assert left.value.code in ("off_host", "bad_answer")

    visit(1, work)


def test_only_named_servers_are_asked_directly() -> None:
    async def work(v: Visit) -> None:
        assert (await v.fetch(v.target.url("/"), address="127.0.0.1")).status == 200
        with pytest.raises(LookError, match="off_host"):
            await v.fetch(v.target.url("/"), address="127.0.0.3")

    with hostile.serve(Counting()) as port:
        visit(port, work, origins=("127.0.0.1",))


def test_redirects_stop_at_the_border_and_after_ten() -> None:
    async def stops(v: Visit) -> None:
        assert [one.status for one in await v.follow(v.target.url("/"))] == [302]

    away = Counting(b"HTTP/1.1 302 Found\r\nLocation: http://elsewhere.example/\r\nContent-Length: 0\r\n\r\n")
    with hostile.serve(away) as port:
        visit(port, stops)

    async def endless(v: Visit) -> None:
        with pytest.raises(RedirectsForEver) as many:
            await v.follow(v.target.url("/"))
        assert len(many.value.chain) == 11

    with hostile.serve(hostile.redirects) as port:
        visit(port, endless)


def test_a_silent_door_is_not_knocked_at_for_ever() -> None:
    knocks: list[int] = []

    def hang(*given: Any) -> None:
        knocks.append(1)
        hostile.hang(*given)

    async def work(v: Visit) -> None:
        for number in range(20):
            with pytest.raises(LookError, match="timeout"):
                await v.fetch(v.target.url(f"/{number}"))

    with hostile.serve(hang) as port:
        visit(port, work, limits=replace(FAST, read_s=0.2))
    assert len(knocks) == 3


def test_no_more_than_so_many_a_second_and_at_once() -> None:
    async def main() -> tuple[list[float], int]:
        begun: list[float] = []
        pace = noted(Pace(per_second=5, at_once=2), begun)
        inside = most = 0

        async def one(order: int) -> None:
            nonlocal inside, most
            await pace.turn(order)
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.01)
            inside -= 1
            pace.done()

        await asyncio.gather(*(one(number) for number in range(12)))
        return begun, most

    begun, most = asyncio.run(main())
    assert most == 2
    assert len(begun) == 12
    assert is_kept(begun, 5)


def test_small_orders_go_first() -> None:
    async def main() -> list[int]:
        pace, served = Pace(per_second=1000, at_once=1), []

        async def one(order: int) -> None:
            await pace.turn(order)
            served.append(order)
            pace.done()

        await pace.turn(0)
        waiting = [asyncio.create_task(one(order)) for order in (90, 50, 1)]
        await asyncio.sleep(0)
        waiting[1].cancel()
        pace.done()
        await asyncio.gather(*waiting, return_exceptions=True)
        return served

    assert asyncio.run(main()) == [1, 90]


async def _patiently(waits: float, works: float) -> None:
    async with asyncio.timeout(0.1) as timer:
        patience = Patience(timer)
        patience.pause()
        await asyncio.sleep(waits)
        patience.resume()
        await asyncio.sleep(works)


def test_waiting_for_a_turn_costs_no_patience() -> None:
    asyncio.run(_patiently(waits=0.3, works=0.01))
    with pytest.raises(TimeoutError):
        asyncio.run(_patiently(waits=0.01, works=1))
