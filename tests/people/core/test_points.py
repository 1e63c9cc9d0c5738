"""AWR-08, AWR-09, AWR-10: months, stars, sides of a challenge."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.people.core.points import WEEK_MS, month_before, month_ms, month_of, stars, weeks_over
from rempart.terms.apart import apart


def test_months() -> None:
    assert month_of(month_ms("2026-11")) == "2026-11"
    assert month_of(month_ms("2026-11") - 1) == month_before("2026-11") == "2026-10"
    assert month_before("2026-01") == "2025-12"


def test_the_star_is_whoever_has_most_and_equals_share_it() -> None:
    assert stars({}) == stars({1: 0}) == ()
    assert stars({1: 20, 2: 45}) == (2,)
    assert stars({1: 45, 2: 45, 3: 10}) == (1, 2)


MEMBERS = st.sets(st.sampled_from([f"p{number}" for number in range(30)]))


@given(st.lists(MEMBERS, max_size=6), st.integers(min_value=2, max_value=8))
@settings(max_examples=80)
def test_no_two_sides_share_anybody_and_none_is_small(teams: list[set[str]], least: int) -> None:
    made = apart(enumerate(teams), least)
    counted = [one for members in made.values() for one in members]
    assert len(counted) == len(set(counted))
    assert all(len(members) >= least for members in made.values())


def test_a_team_made_to_single_somebody_out_is_no_side() -> None:
    """The attack: two teams that differ by one person; the difference of their sums would be that person's points."""
    everyone = [f"p{number}" for number in range(9)]
    made = apart([(1, everyone), (2, everyone[1:]), (3, [f"q{number}" for number in range(8)])], 8)
    assert set(made) == {1, 3}


def test_whole_weeks_count_and_the_end() -> None:
    assert weeks_over(0, 3 * WEEK_MS, WEEK_MS - 1) == 0
    assert weeks_over(0, 3 * WEEK_MS, WEEK_MS) == WEEK_MS
    assert weeks_over(0, 2 * WEEK_MS + 5, 2 * WEEK_MS + 4) == 2 * WEEK_MS
    assert weeks_over(0, 2 * WEEK_MS + 5, 9 * WEEK_MS) == 2 * WEEK_MS + 5
    assert weeks_over(100, 200, 0) == 100
