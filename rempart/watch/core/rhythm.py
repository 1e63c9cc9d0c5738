"""A site's own rhythm of requests, and what is unusual against it: the same hour of the week, by median and spread."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rempart.terms.duration import DAY_S, HOUR_S

BIN_MS = 300_000  # five minutes: a peak that begins in the middle of one is whole in the next
HOUR_MS, DAY_MS = HOUR_S * 1_000, DAY_S * 1_000
WEEK_MS = 7 * DAY_MS
WEEKS_LEAST, WEEKS_KEPT = 3, 6  # fewer weeks are no rhythm; older ones are another season
BINS_LEAST = WEEKS_LEAST * 12 - 6  # of that hour of the week; a few may be missing
TIMES = 3.0  # a good day is twice the usual; a newsletter or a flood is more
TIMES_MOST = 4.0  # however much it varies: four times the usual is told
SPREADS = 6.0  # beyond what that hour varies anyway
LEAST = 120  # requests in five minutes more than usual, below which no server is in trouble
CALM_TIMES, CALM_BINS = 2.0, 6  # half an hour below twice the usual ends a peak: it does not come and go in notices


class Look(StrEnum):
    """What one bin is."""

    LEARNING = "learning"
    USUAL = "usual"
    PEAK = "peak"


@dataclass(frozen=True, slots=True)
class Judged:
    """`usual` and `limit` are requests in five minutes; None while nothing is learnt."""

    look: Look
    usual: float | None = None
    limit: float | None = None

    def is_calm(self, count: int) -> bool:
        """Low enough to end a peak."""
        return self.usual is None or count <= max(LEAST, CALM_TIMES * self.usual)


def bin_of(at_ms: int) -> int:
    """Where a moment belongs."""
    return at_ms - at_ms % BIN_MS


def same_hours(start_ms: int) -> list[tuple[int, int]]:
    """The hour around it in the weeks before, newest first: [from, to). Around, so that evening is not judged by afternoon."""
    begin = start_ms - HOUR_MS // 2
    return [(begin - n * WEEK_MS, begin - n * WEEK_MS + HOUR_MS) for n in range(1, WEEKS_KEPT + 1)]


def judge(count: int, before: Sequence[int]) -> Judged:
    """`before` are the bins of the same hour of the weeks before, without those of a peak."""
    if len(before) < BINS_LEAST:
        return Judged(Look.LEARNING)
    usual = statistics.median(before)
    spread = max(1.4826 * statistics.median(abs(one - usual) for one in before), math.sqrt(usual))
    limit = max(TIMES * usual, min(usual + SPREADS * spread, TIMES_MOST * usual), usual + LEAST)
    return Judged(Look.PEAK if count > limit else Look.USUAL, usual, limit)
