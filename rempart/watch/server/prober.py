"""The prober: one task a monitor, each looks at its time, sooner after a surprise, and hands over what it saw."""

import asyncio
import contextlib
import math
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rempart.watch.core.kind import Kind, Sight
from rempart.watch.core.pace import Streak, is_urgent, pause_s, timeout_s
from rempart.watch.core.wire import TEXT_MAX, Seen, Wish
from rempart.watch.net.eyes import Tools
from rempart.watch.net.look_once import boot_id, look_once

AT_ONCE = 150  # looks that wait for an answer at the same time; a black hole holds one for ten seconds
SPREAD_S = 15.0  # after a start every monitor is looked at once within this time
LATENESS_KEPT = 5_000  # of how many looks the lateness is remembered


@dataclass(slots=True)
class Watched:
    """One monitor under watch. `phase_s` is its own place in the interval, so that looks are spread evenly."""

    wish: Wish
    kind: Kind
    phase_s: float
    streak: Streak = field(default_factory=Streak)
    before: Mapping[str, Any] = field(default_factory=dict)
    nudged: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None


class Prober:
    """`deliver` gets each look at once. `want` may be called at any time with the whole list."""

    def __init__(
        self,
        kinds: Mapping[str, Kind],
        tools: Tools,
        deliver: Callable[[Seen], None],
        place: str,
        *,
        allow_private: bool = False,
    ) -> None:
        self._allow_private = allow_private
        self._kinds, self._tools, self._deliver, self._place = kinds, tools, deliver, place
        self._watched: dict[str, Watched] = {}
        self._room = asyncio.Semaphore(AT_ONCE)
        self._boot = boot_id()
        self._has_begun = False
        self.lateness_ms: deque[int] = deque(maxlen=LATENESS_KEPT)

    def __len__(self) -> int:
        return len(self._watched)

    def want(self, wishes: Iterable[Wish]) -> None:
        """Begin with the new ones, end those that are no more wanted; one that was changed begins anew."""
        wanted = {wish.uid: wish for wish in wishes if self._kinds.get(wish.kind) and self._kinds[wish.kind].look}
        for uid, one in list(self._watched.items()):
            if wanted.get(uid) != one.wish:
                del self._watched[uid]
                if one.task is not None:
                    one.task.cancel()
        for uid, wish in wanted.items():
            if uid not in self._watched:
                one = Watched(wish, self._kinds[wish.kind], self._phase(wish) if not self._has_begun else 0.0)
                one.task = asyncio.create_task(self._watch(one))
                self._watched[uid] = one
        self._has_begun = True

    def nudge(self, uids: Iterable[str]) -> None:
        """Look at these now: somebody else doubts them."""
        for uid in uids:
            if uid in self._watched:
                self._watched[uid].nudged.set()

    async def close(self) -> None:
        """Stop looking; looks under way are dropped."""
        tasks = [one.task for one in self._watched.values() if one.task is not None]
        self._watched.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @staticmethod
    def _phase(wish: Wish) -> float:
        """Always the same for one monitor."""
        return zlib.crc32(wish.uid.encode()) % (wish.every_s * 1_000) / 1_000

    async def _watch(self, one: Watched) -> None:
        loop, policy = asyncio.get_running_loop(), one.kind.policy(one.wish.every_s)
        origin = loop.time() + one.phase_s
        due = loop.time() + one.phase_s / one.wish.every_s * SPREAD_S
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(due):
                    await one.nudged.wait()
            is_nudged = one.nudged.is_set()
            one.nudged.clear()
            async with self._room:
                begun = loop.time()
                late = 0 if is_nudged else round((begun - due) * 1_000)
                sight = await self._look(one, timeout_s(policy, one.streak))
            self._say(one, sight, max(0, late))
            one.streak, one.before = one.streak.after(sight.outcome), {**one.before, **sight.found}
            if is_urgent(policy, one.streak):
                due = loop.time() + pause_s(policy, one.streak)
            else:
                due = origin + math.ceil((loop.time() - origin) / one.wish.every_s) * one.wish.every_s

    async def _look(self, one: Watched, patience_s: float) -> Sight:
        settings = {**one.wish.settings, "before": one.before}
        allowed = self._allow_private and one.wish.is_private
        return await look_once(one.kind, settings, self._tools, patience_s, allow_private=allowed)

    def _say(self, one: Watched, sight: Sight, late_ms: int) -> None:
        self.lateness_ms.append(late_ms)
        self._deliver(
            Seen(
                one.wish.uid,
                sight.outcome,
                time.monotonic_ns() // 1_000_000,
                self._boot,
                time.time_ns() // 1_000_000,
                sight.took_ms,
                late_ms,
                sight.reason,
                sight.detail[:TEXT_MAX],
                dict(sight.found),
                self._place,
            )
        )
