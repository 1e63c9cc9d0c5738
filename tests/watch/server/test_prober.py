"""The prober: looks at its time, again soon after a surprise, one monitor's trouble is no other's."""

import asyncio
from collections.abc import Callable

import pytest

from rempart.terms.words import Words
from rempart.watch.core.kind import Eyes, Kind, Settings, Sight
from rempart.watch.core.outcome import Outcome
from rempart.watch.core.wire import Seen, Wish
from rempart.watch.net.eyes import Tools
from rempart.watch.server.prober import Prober

WORDS = Words("a", "a", "a")


def kind(answer: Callable[[Settings], Outcome]) -> Kind:
    async def look(settings: Settings, eyes: Eyes) -> Sight:
        return Sight(answer(settings), reason="timeout", found={"n": (settings["before"] or {}).get("n", 0) + 1})

    return Kind("fake", WORDS, (), look)


def wish(uid: str, every_s: int = 60) -> Wish:
    return Wish(uid, "org", "fake", every_s, {"name": uid})


async def until(seen: list[Seen], enough: Callable[[list[Seen]], bool]) -> None:
    async with asyncio.timeout(20):
        while not enough(seen):
            await asyncio.sleep(0.01)  # a condition is waited for


def test_a_new_monitor_is_looked_at_at_once_and_what_it_found_is_remembered() -> None:
    async def play() -> list[Seen]:
        seen: list[Seen] = []
        prober = Prober({"fake": kind(lambda _: Outcome.OK)}, Tools(), seen.append, "hub")
        prober.want([])
        prober.want([wish("a")])
        await until(seen, lambda s: len(s) == 1)
        prober.nudge(["a", "nobody"])
        await until(seen, lambda s: len(s) == 2)
        prober.want([])
        assert len(prober) == 0
        await prober.close()
        return seen

    seen = asyncio.run(play())
    assert [one.found["n"] for one in seen] == [1, 2]
    assert {one.place for one in seen} == {"hub"}


def test_a_failure_is_looked_at_again_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rempart.watch.core.pace.RETRY_PAUSE_S", 0.01)

    async def play() -> list[Seen]:
        seen: list[Seen] = []
        prober = Prober(
            {"fake": kind(lambda s: Outcome.BAD if s["name"] == "a" else Outcome.OK)}, Tools(), seen.append, "x"
        )
        prober.want([])
        prober.want([wish("a"), wish("b")])
        await until(seen, lambda s: len([one for one in s if one.monitor == "a"]) >= 4)
        await prober.close()
        return seen

    seen = asyncio.run(play())
    assert len([one for one in seen if one.monitor == "b"]) == 1


def test_a_kind_that_breaks_is_our_trouble() -> None:
    def broken(settings: Settings) -> Outcome:
        raise RuntimeError("a bug")

    async def play() -> list[Seen]:
        seen: list[Seen] = []
        prober = Prober({"fake": kind(broken)}, Tools(), seen.append, "hub")
        prober.want([])
        prober.want([wish("a"), Wish("b", "org", "of a later release", 20, {})])
        await until(seen, lambda s: len(s) == 1)
        assert len(prober) == 1
        await prober.close()
        return seen

    (one,) = asyncio.run(play())
    assert (one.outcome, one.reason) == (Outcome.CANNOT, "unexpected")
