"""Intervals of shares and of their differences, at 95 %.

Wilson (1927) for one share: unlike the textbook's it holds for few people and for none. Newcombe (1998, method 10) for a
difference: built from two Wilson intervals.
"""

import math
from dataclasses import dataclass

Z = 1.959964  # of 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """`k` of `n`; all None where nobody was asked."""

    k: int
    n: int
    share: float | None
    low: float | None
    high: float | None


def share(k: int, n: int) -> Share:
    """With its Wilson interval."""
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n}")
    if n == 0:
        return Share(0, 0, None, None, None)
    p, z2 = k / n, Z * Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    low = 0.0 if k == 0 else max(0.0, middle - half)
    high = 1.0 if k == n else min(1.0, middle + half)
    return Share(k, n, p, low, high)


@dataclass(frozen=True, slots=True)
class Difference:
    """The first share minus the second."""

    by: float
    low: float
    high: float

    @property
    def is_measurable(self) -> bool:
        """Does the interval leave out zero?"""
        return self.low > 0 or self.high < 0


def difference(first: Share, second: Share) -> Difference | None:
    """None where one side asked nobody."""
    if first.share is None or second.share is None:
        return None
    assert first.low is not None
    assert first.high is not None
    assert second.low is not None
    assert second.high is not None
    by = first.share - second.share
    down = math.sqrt((first.share - first.low) ** 2 + (second.high - second.share) ** 2)
    up = math.sqrt((first.high - first.share) ** 2 + (second.share - second.low) ** 2)
    return Difference(by, by - down, by + up)
