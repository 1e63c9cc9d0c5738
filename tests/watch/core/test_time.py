"""Clocks, histograms and the account of time."""

from hypothesis import given
from hypothesis import strategies as st

from rempart.watch.core import account, histogram
from rempart.watch.core.account import HOUR_MS, Uptime, between, spans, total
from rempart.watch.core.clock import Mark, Passed, compare, wall_of
from rempart.watch.core.standing import State


def test_a_restart_a_pause_and_a_set_clock_are_told_apart() -> None:
    before = Mark(1_000_000, 50_000, "boot-a")
    assert compare(None, before) == Passed()
    assert compare(before, Mark(1_005_000, 55_000, "boot-a")) == Passed()
    assert compare(before, Mark(1_605_000, 55_000, "boot-a")) == Passed(jump_ms=600_000)
    assert compare(before, Mark(905_000, 55_000, "boot-a")) == Passed(jump_ms=-100_000)
    assert compare(before, Mark(1_090_000, 140_000, "boot-a")) == Passed(away_ms=90_000)
    assert compare(before, Mark(1_090_000, 2_000, "boot-b")) == Passed(away_ms=90_000, is_restart=True)


def test_a_look_before_the_clock_was_set_is_dated_by_what_really_passed() -> None:
    now = Mark(9_000_000, 70_000, "boot-a")
    assert wall_of(60_000, "boot-a", 123, now) == 8_990_000
    assert wall_of(60_000, "boot-b", 123, now) == 123


@given(st.integers(0, 10**9), st.integers(0, 30 * HOUR_MS), st.sampled_from(State), st.integers(0, 10 * HOUR_MS))
def test_all_time_is_accounted_for_once(begin: int, length: int, state: State, patience: int) -> None:
    found = list(between(begin, begin + length, state, patience))
    assert sum(span.ms for span in found) == length
    assert all(0 < span.ms <= HOUR_MS and span.hour_ms % HOUR_MS == 0 for span in found)
    if length > patience and state is not State.MAINTENANCE:
        assert {span.column for span in found} <= {"unseen_ms"}


def test_time_that_runs_back_is_no_time() -> None:
    assert list(spans(10, 5, "up_ms")) == []


def test_a_month_of_which_half_was_not_seen_is_judged_by_the_other_half() -> None:
    month = total([Uptime(up_ms=900, down_ms=100), Uptime(unseen_ms=5_000), Uptime(planned_ms=70)])
    assert month.share == 0.9
    assert (month.keeps(0.9), month.keeps(0.91), Uptime(unseen_ms=9).keeps(0.5)) == (True, False, None)


@given(st.lists(st.integers(0, 40_000), min_size=1, max_size=200), st.sampled_from([0.5, 0.95, 0.99]))
def test_a_percentile_is_near_the_real_one_and_never_below(took: list[int], share: float) -> None:
    counts: dict[str, int] = {}
    for one in took:
        counts = histogram.added(counts, {histogram.step_of(one): 1})
    real = sorted(took)[max(0, -(-int(share * 1000) * len(took) // 1000) - 1)]
    found = histogram.percentile(counts, share)
    assert found is not None
    assert real <= found <= real * 1.25 + 4
    assert histogram.percentile({}, share) is None


def test_every_state_has_a_column() -> None:
    assert set(account.COLUMN) == set(State)
