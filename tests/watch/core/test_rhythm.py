"""Unusual traffic: six simulated weeks with nights, weekends and good days have no false alarm, five times as much is found."""

import math
import random

from rempart.watch.core.rhythm import BIN_MS, BINS_LEAST, LEAST, WEEK_MS, WEEKS_KEPT, Look, bin_of, judge, same_hours

DAY, HOUR = 86_400_000, 3_600_000
START = 1_772_409_600_000  # a Monday, 00:00 UTC


def usual(at_ms: int, most: float) -> float:
    """By day more than at night, at weekends less than half."""
    hour, day = at_ms / HOUR % 24, (at_ms - START) // DAY % 7
    return most * (0.08 + 0.92 * max(0.0, math.sin((hour - 6) / 16 * math.pi))) * (0.4 if day > 4 else 1.0)


def world(seed: int, most: float, weeks: int) -> dict[int, int]:
    """Counts by bin: bursts beyond chance (visitors load many files), and good days with up to twice as many."""
    choose, counts, good = random.Random(seed), {}, 1.0
    for start in range(START, START + weeks * WEEK_MS, BIN_MS):
        if start % DAY == 0:
            good = choose.choice((1.0, 1.0, 1.0, 1.3, 1.6))
        mean = usual(start, most) * good
        visitors = max(0.0, choose.gauss(mean / 4, math.sqrt(mean / 4 + 0.1)))
        counts[start] = round(visitors * choose.uniform(3.0, 5.0))
    return counts


def before(counts: dict[int, int], start: int) -> list[int]:
    return [counts[at] for begin, end in same_hours(start) for at in range(begin, end, BIN_MS) if at in counts]


def test_six_weeks_have_no_false_alarm() -> None:
    for seed, most in ((1, 30.0), (2, 400.0), (3, 8_000.0)):
        counts = world(seed, most, WEEKS_KEPT)
        looks = [judge(count, before(counts, start)).look for start, count in counts.items()]
        assert looks.count(Look.PEAK) == 0, (seed, most)
        assert set(looks[: 3 * len(looks) // 6]) == {Look.LEARNING}  # unknown, never "nothing unusual"
        assert Look.USUAL in looks


def test_five_times_as_much_is_found_within_ten_minutes() -> None:
    choose = random.Random(7)
    for most in (400.0, 8_000.0):
        counts = world(11, most, 5)
        for _ in range(60):
            begins = START + 4 * WEEK_MS + choose.randrange(0, WEEK_MS - HOUR)
            flood = dict(counts)
            for n in range(3):
                start = bin_of(begins) + n * BIN_MS
                share = min(1.0, (start + BIN_MS - begins) / BIN_MS)
                flood[start] = round(counts.get(start, 0) + max(4 * usual(start, most) * share, 4 * LEAST * share))
            found = [
                n
                for n in range(3)
                if judge(flood[bin_of(begins) + n * BIN_MS], before(counts, bin_of(begins) + n * BIN_MS)).look
                is Look.PEAK
            ]
            assert found, begins
            assert bin_of(begins) + (found[0] + 1) * BIN_MS - begins <= 600_000


def test_a_quiet_site_is_not_shouted_about_for_a_handful() -> None:
    assert judge(LEAST, [0] * 100).look is Look.USUAL
    assert judge(LEAST + 1, [0] * 100).look is Look.PEAK


def test_too_little_is_known() -> None:
    assert judge(10_000, [5] * (BINS_LEAST - 1)).look is Look.LEARNING
    assert judge(10_000, []).usual is None


def test_one_flood_of_before_does_not_make_the_next_one_usual() -> None:
    assert judge(500, [100] * 48 + [5_000] * 12).look is Look.PEAK
