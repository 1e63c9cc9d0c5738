"""Latencies as counts in growing steps: small, added up without loss, percentiles within a fifth of the value."""

import bisect
import itertools
from collections.abc import Mapping, Sequence

STEPS = 60
BOUNDS_MS = tuple(round(1.2**n) + n for n in range(STEPS))  # 1 ms to about 47 s, each its own whole number
Counts = Mapping[str, int]  # step number as text (JSON has no other keys) -> how many


def step_of(took_ms: int) -> str:
    """The step that a latency falls into."""
    return str(min(bisect.bisect_left(BOUNDS_MS, took_ms), STEPS - 1))


def added(counts: Counts, more: Counts) -> dict[str, int]:
    """Both together."""
    return {step: counts.get(step, 0) + more.get(step, 0) for step in {**counts, **more}}


def percentile(counts: Counts, share: float) -> int | None:
    """The upper bound of the step below which that share of latencies lies; None without any."""
    total = sum(counts.values())
    if not total:
        return None
    steps = sorted(counts, key=int)
    sums: Sequence[int] = list(itertools.accumulate(counts[step] for step in steps))
    place = bisect.bisect_left(sums, share * total)
    return BOUNDS_MS[int(steps[min(place, len(steps) - 1)])]
