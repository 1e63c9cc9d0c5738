"""Intervals as published, cuts that single out nobody whatever is subtracted, an effect only where there is one."""

import itertools
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.mail.core.figures.cuts import FLOOR, REST, STEP, cuts, stepped
from rempart.mail.core.figures.figures import effect, figures
from rempart.mail.core.figures.intervals import difference, share
from rempart.mail.core.figures.outcome import Outcome

MINUTE, HOUR = 60_000, 3_600_000


def some(count: int, clicked: int = 0, reported: int = 0, cut: str = "", *, is_control: bool = False) -> list[Outcome]:
    return [
        Outcome(cut, is_control, HOUR if number < clicked else None, HOUR if count - number <= reported else None)
        for number in range(count)
    ]


@pytest.mark.parametrize(
    # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3
    ("k", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(k: int, n: int, low: float, high: float) -> None:
    found = share(k, n)
    assert found.low == pytest.approx(low, abs=0.00006)
    assert found.high == pytest.approx(high, abs=0.00006)


def test_newcombe_as_published() -> None:
    # Newcombe 1998, "Interval estimation for the difference between independent proportions", table II, method 10, (a)
    found = difference(share(56, 70), share(48, 80))
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(0.0524, abs=0.0001), pytest.approx(0.3339, abs=0.0001))
    assert difference(share(0, 0), share(1, 2)) is None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 300), st.integers(0, 300))
def test_a_share_lies_in_its_interval(k: int, n: int) -> None:
    if k > n:
        with pytest.raises(ValueError, match="of"):
            share(k, n)
        return
    found = share(k, n)
    if n:
        assert 0 <= found.low <= found.share <= found.high <= 1  # type: ignore[operator]


TEAMS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(TEAMS, st.integers(0, 12), st.integers(1, 12))
def test_no_cut_and_no_difference_of_cuts_is_small(teams: list[tuple[int, int, int]], loose: int, minimum: int) -> None:
    whole = [
        one for number, (count, clicked, reported) in enumerate(teams)
        for one in some(count, min(clicked, count), min(reported, count), f"team{number}")
    ] + some(loose)  # fmt: skip
    found = cuts(whole, minimum)
    least = max(FLOOR, minimum)
    assert sum(one.people for one in found) in (0, len(whole))
    assert all(one.people >= least for one in found)
    # every set of cuts taken from the whole leaves nobody, or enough
    for size in range(1, len(found) + 1):
        for chosen in itertools.combinations(found, size):
            left = len(whole) - sum(one.people for one in chosen)
            assert left == 0 or left >= least
    assert all(one.clicked % STEP == 0 for one in found)
    assert not found or len(found) > 1


@pytest.mark.parametrize("people", range(FLOOR, 30))
def test_a_team_that_is_all_alike_tells_of_no_member(people: int) -> None:
    """“Eight of eight clicked” would be everybody's own result."""
    told = Counter(stepped(k, people) for k in range(people + 1))
    assert min(told.values()) >= 2
    assert all(0 <= one <= people and abs(one - k) <= STEP for k in range(people + 1) for one in [stepped(k, people)])


def test_the_sheet_of_a_campaign() -> None:
    whole = [
        Outcome("", False, clicked_after_ms=5 * MINUTE, clicked_at_ms=5 * MINUTE),
        Outcome("", False, reported_after_ms=2 * MINUTE, reported_at_ms=2 * MINUTE),
        Outcome("", False, 3 * MINUTE, 9 * MINUTE, 3 * MINUTE, 9 * MINUTE),
        Outcome("", True, 8 * MINUTE, 4 * MINUTE, 8 * MINUTE, 4 * MINUTE),
        *some(8),
    ]
    found = figures(whole, 8, with_cuts=True)
    assert (found["people"], found["reported"]["k"], found["clicked"]["k"], found["reported_first"]["k"]) == (
        12,
        3,
        3,
        2,
    )
    assert (found["first_report_s"], found["median_report_s"], found["report_came_first"]) == (120.0, 240.0, True)
    assert found["groups"] == {}  # one person in the control group
    assert found["cuts"] == []
    assert figures(whole[:7], 8, with_cuts=True) == {"people": 7, "too_few": True}
    assert figures(some(4), 1, with_cuts=True)["too_few"]  # no house sets its minimum below the floor


def test_effect_is_told_only_where_the_interval_leaves_out_zero() -> None:
    assert effect((10, 100), (14, 100), 8).verdict == "none"
    assert effect((5, 200), (40, 200), 8).verdict == "fewer"
    assert effect((40, 200), (5, 200), 8).verdict == "more"
    assert effect((0, 7), (40, 200), 8).verdict == "too_few"
    assert effect((0, 0), (0, 0), 8).difference is None
    assert REST == ""
