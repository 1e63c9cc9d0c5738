"""How long access lasted after the word of the personnel system: each leaver's times, the worst and the median."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Times:
    """Of one leaver, in ms since the later of the word and the leaving moment; `outer_ms` None while something is open."""

    inner_ms: int
    outer_ms: int | None


@dataclass(frozen=True, slots=True)
class Measured:
    """Of all leavers of a span; None where nobody left, or nobody is closed."""

    leavers: int
    open: int
    inner_median_ms: int | None
    inner_worst_ms: int | None
    outer_median_ms: int | None
    outer_worst_ms: int | None


def measure(times: Sequence[Times]) -> Measured:
    """An open leaver is counted as open, never as fast."""
    inner = [one.inner_ms for one in times]
    outer = [one.outer_ms for one in times if one.outer_ms is not None]
    return Measured(
        leavers=len(times),
        open=len(times) - len(outer),
        inner_median_ms=round(median(inner)) if inner else None,
        inner_worst_ms=max(inner, default=None),
        outer_median_ms=round(median(outer)) if outer else None,
        outer_worst_ms=max(outer, default=None),
    )
