"""How long a monitor was in which state, hour by hour; and what that makes of a month."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rempart.watch.core.standing import State

HOUR_MS = 3_600_000
COLUMN = {  # state -> the column of a bin that its time goes to; a suspicion is up until it is confirmed
    State.UP: "up_ms",
    State.SUSPECTED: "up_ms",
    State.DEGRADED: "degraded_ms",
    State.DOWN: "down_ms",
    State.MAINTENANCE: "planned_ms",
    State.UNKNOWN: "unseen_ms",
    State.PAUSED: "unseen_ms",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time within one hour; `column` says what it counts as."""

    hour_ms: int
    column: str
    ms: int


def spans(begin_ms: int, end_ms: int, column: str) -> Iterator[Span]:
    """The stretch cut at full hours; nothing where time did not go on."""
    at = begin_ms
    while at < end_ms:
        hour = at - at % HOUR_MS
        until = min(hour + HOUR_MS, end_ms)
        yield Span(hour, column, until - at)
        at = until


def between(begin_ms: int, end_ms: int, state: State, patience_ms: int) -> Iterator[Span]:
    """Time between two looks. What goes beyond our patience was not seen, whatever it was before and after."""
    seen = min(end_ms, begin_ms + patience_ms) if state not in (State.UNKNOWN, State.PAUSED) else begin_ms
    if end_ms - begin_ms > patience_ms and state is not State.MAINTENANCE:
        seen = begin_ms  # a whole gap is nobody's: half of it would be a guess
    yield from spans(begin_ms, seen, COLUMN[state])
    yield from spans(seen, end_ms, "unseen_ms")


@dataclass(frozen=True, slots=True)
class Uptime:
    """Of one stretch. Planned work and what we did not see are told, and are in neither side of the share."""

    up_ms: int = 0
    degraded_ms: int = 0
    down_ms: int = 0
    planned_ms: int = 0
    unseen_ms: int = 0

    @property
    def measured_ms(self) -> int:
        """What the share is of."""
        return self.up_ms + self.degraded_ms + self.down_ms

    @property
    def share(self) -> float | None:
        """0..1; None when nothing was measured."""
        return None if not self.measured_ms else 1 - self.down_ms / self.measured_ms

    def keeps(self, promise: float) -> bool | None:
        """Was the promise kept, as far as we saw? None when nothing was measured."""
        return None if self.share is None else self.share >= promise


def total(rows: Iterable[Uptime]) -> Uptime:
    """All of them together."""
    every = list(rows)
    names = ("up_ms", "degraded_ms", "down_ms", "planned_ms", "unseen_ms")
    return Uptime(**{name: sum(getattr(row, name) for row in every) for name in names})
