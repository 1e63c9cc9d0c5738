"""Each name is looked up once per run, its addresses are judged, and from then on only those are connected to."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from rempart.channel.guarded.resolver import Resolver
from rempart.scanner.core.collector import LookError
from rempart.scanner.net.options import Limits
from rempart.terms.addresses import refusal

T = TypeVar("T")


class Memory(Generic[T]):
    """Runs each piece of work once; later and concurrent askers get the same result or the same LookError."""

    def __init__(self) -> None:
        self._tasks: dict[Hashable, asyncio.Task[T]] = {}

    async def get(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The remembered result, or the work done now. One asker giving up does not stop it for the others."""
        task = self._tasks.get(key)
        is_mine = task is None
        if task is None:
            task = self._tasks[key] = asyncio.create_task(work())
        try:
            return await asyncio.shield(task)
        except LookError as fault:
            if fault.code != "budget_spent":
                raise
            if self._tasks.get(key) is task:
                del self._tasks[key]  # one asker's empty purse says nothing to the others
            if is_mine:
                raise
            return await self.get(key, work)

    async def close(self) -> None:
        """Stop what still runs; nobody is waiting for it."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)


@dataclass(slots=True)
class Pins:
    """The checked addresses of every name met in a run."""

    resolver: Resolver
    allow_private: bool
    memory: Memory[tuple[str, ...]] = field(default_factory=Memory)
    preferred: dict[tuple[str, int], str] = field(default_factory=dict)

    async def addresses(self, host: str) -> tuple[str, ...]:
        """Looked up once and judged. Raises LookError `unresolved`, `timeout` or `private_address`."""
        return await self.memory.get(host, lambda: self._look_up(host))

    async def _look_up(self, host: str) -> tuple[str, ...]:
        found = await self.resolver.addresses(host)
        self.check(host, found)
        return found

    def check(self, host: str, addresses: tuple[str, ...]) -> None:
        """Raises LookError `private_address` when one of them may not be connected to."""
        why = refusal(host, addresses, self.allow_private)
        if why:
            raise LookError("private_address", why)

    async def candidates(self, host: str, port: int) -> tuple[str, ...]:
        """The one that answered before, or all."""
        known = self.preferred.get((host, port))
        return (known,) if known else await self.addresses(host)


@dataclass(slots=True)
class Silence:
    """Doors that stayed shut: knocking again in the same run would only cost time and manners."""

    limits: Limits
    shut: dict[tuple[str, int], LookError] = field(default_factory=dict)
    timeouts: dict[tuple[str, int], int] = field(default_factory=dict)

    def check(self, door: tuple[str, int]) -> None:
        """Raises the LookError of before."""
        if door in self.shut:
            raise LookError(self.shut[door].code, self.shut[door].detail)

    def note(self, door: tuple[str, int], fault: LookError | None) -> None:
        """Remember how it went: refused and silent doors stay shut, an answer clears the count."""
        if fault is None:
            self.timeouts.pop(door, None)
        elif fault.code == "refused":
            self.shut[door] = fault
        elif fault.code == "timeout":
            self.timeouts[door] = self.timeouts.get(door, 0) + 1
            if self.timeouts[door] >= self.limits.silent_answers:
                self.shut[door] = fault
