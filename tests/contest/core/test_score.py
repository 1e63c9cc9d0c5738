"""Points of sides: what attack and defence are worth, who is first, who may play."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.contest.core import score
from rempart.contest.core.score import FIRST, LEAST_SIDE, Score
from rempart.terms.apart import apart


def test_closed_all_the_time_is_worth_what_finding_it_is() -> None:
    worth = {"easy": 10, "hard": 30}
    assert score.attack([(10, False), (30, True)]) == 40 + FIRST
    assert score.defence({"easy": 60, "hard": 60}, worth, 60) == 40
    assert score.defence({"easy": 30}, worth, 60) == 5
    assert score.defence({"easy": 600}, worth, 60) == 10
    assert score.defence({"easy": 1}, worth, 0) == 0


def test_a_hint_never_takes_more_than_there_is() -> None:
    assert Score(attack=3, hints=9).total == 0


def test_the_same_points_share_the_place() -> None:
    found = score.order({"a": Score(10), "b": Score(20), "c": Score(5, 5), "d": Score()})
    assert found == [(1, "b"), (2, "a"), (2, "c"), (4, "d")]


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(1, 6), st.sets(st.text("abcdefghijklmn", min_size=1, max_size=1))), max_size=6))
def test_nobody_plays_twice_and_no_side_is_small(teams: list[tuple[int, set[str]]]) -> None:
    made = apart(dict(teams).items(), 3)
    everybody = [one for members in made.values() for one in members]
    assert len(everybody) == len(set(everybody))
    assert all(len(members) >= 3 for members in made.values())


def test_the_least_side_is_the_houses_least() -> None:
    assert LEAST_SIDE == 8
