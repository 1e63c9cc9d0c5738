"""Manners towards the site: so many requests a second, so many at once, so many in all; and patience per collector."""

import asyncio
import heapq
from collections import deque
from dataclasses import dataclass, field

from rempart.scanner.core.collector import LookError

WINDOW_S = 1.0


class Pace:
    """Turns in order of importance. At most `at_once` turns are held and `per_second` begin within any second."""

    def __init__(self, per_second: int, at_once: int) -> None:
        self._begun: deque[float] = deque(maxlen=per_second)
        self._free = at_once
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._number = 0
        self._alarm: asyncio.TimerHandle | None = None

    async def turn(self, order: int) -> None:
        """Wait for a turn; small `order` first. Give it back with `done`."""
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._number += 1
        heapq.heappush(self._waiting, (order, self._number, mine))
        self._next()
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self.done()  # granted in the moment we were told to stop
            raise

    def done(self) -> None:
        """The turn is over."""
        self._free += 1
        self._next()

    def _next(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting and self._free:
            if self._waiting[0][2].done():
                heapq.heappop(self._waiting)
                continue
            early = self._begun[0] + WINDOW_S - loop.time() if len(self._begun) == self._begun.maxlen else 0.0
            if early > 0:
                if self._alarm is None:
                    self._alarm = loop.call_later(early, self._ring)
                return
            self._begun.append(loop.time())
            self._free -= 1
            heapq.heappop(self._waiting)[2].set_result(None)

    def _ring(self) -> None:
        self._alarm = None
        self._next()


@dataclass(slots=True)
class Purse:
    """What is left of a cap."""

    name: str
    left: int

    def spend(self) -> None:
        """Take one. Raises LookError `budget_spent`."""
        if self.left <= 0:
            raise LookError("budget_spent", f"The {self.name} are used up; Rempart asks no more than it promised")
        self.left -= 1


@dataclass(slots=True)
class Patience:
    """The time of one collector. Waiting for a turn does not count, so a crowd starves nobody."""

    timer: asyncio.Timeout | None = None
    _waiting: int = 0
    _left: float = field(default=0.0)

    def pause(self) -> None:
        """The clock stops."""
        if self.timer and not self.timer.expired() and self._waiting == 0 and (when := self.timer.when()) is not None:
            self._left = when - asyncio.get_running_loop().time()
            self.timer.reschedule(None)
        self._waiting += 1

    def resume(self) -> None:
        """The clock goes on when nobody waits any more."""
        self._waiting -= 1
        if self.timer and not self.timer.expired() and self._waiting == 0:
            self.timer.reschedule(asyncio.get_running_loop().time() + self._left)
