"""Knowledge before, after and three months later (AWR-26): one blueprint, in steps of several people.

The figure of a round moves only when `STEP` more people have taken it: two looks at it differ by a group, never by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

LEAST = STEP = 8
NORMAL = 1.96  # of a 95 % interval


@dataclass(frozen=True, slots=True)
class Known:
    """The mean share of right answers, with its 95 % interval; None while fewer than LEAST people took it."""

    round: str
    people: int
    share: float | None
    low: float | None = None
    high: float | None = None


def known(round_: str, shares: Sequence[float]) -> Known:
    """`shares`: one a person, the first who took it first."""
    whole = len(shares) // STEP * STEP
    if whole < LEAST:
        return Known(round_, 0, None)
    counted = shares[:whole]
    mean = fmean(counted)
    half = NORMAL * stdev(counted) / sqrt(whole)
    return Known(round_, whole, mean, max(0.0, mean - half), min(1.0, mean + half))
