"""Whether an attempt counts: replayed from what was done, wrong answers asked again, nobody clicks through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rempart.people.core.attempt import (
    Answered,
    Astray,
    Taken,
    Why,
    asked_next,
    order,
    outcome,
    question_s,
    scene_s,
    stands_at,
)
from rempart.people.core.lesson import Lesson
from tests.people.core.test_lesson_faults import whole

LESSON = whole()


def way(lesson: Lesson, each_s: float, pick: int = 0) -> list[Taken]:
    """To an end, always the same place."""
    taken: list[Taken] = []
    while (here := stands_at(lesson, taken)).choices:
        taken.append(Taken(here.id, pick, each_s))
    return taken


def right(lesson: Lesson, question: str) -> int:
    answers = next(one for one in lesson.questions if one.id == question).answers
    return next(at for at, one in enumerate(answers) if one.is_right)


def through(lesson: Lesson, wrong: set[str], each_s: float) -> list[Answered]:
    """Every question; those in `wrong` only at the second time."""
    answered: list[Answered] = []
    while (one := asked_next(lesson, answered)) is not None:
        is_first = all(a.question != one.id for a in answered)
        place = right(lesson, one.id)
        answered.append(Answered(one.id, (place + 1) % 3 if one.id in wrong and is_first else place, each_s))
    return answered


def test_a_careful_way_counts() -> None:
    taken = way(LESSON, 80)
    done = outcome(LESSON, taken, through(LESSON, {"q1"}, 40))
    assert (done.why, done.right_first, done.asked, done.decided) == (Why.COUNTS, 4, 5, len(taken))
    assert done.minutes == pytest.approx((80 * len(taken) + 40 * 6) / 60)


def test_clicking_through_counts_for_nothing() -> None:
    hurried = outcome(LESSON, way(LESSON, 2), through(LESSON, set(), 2))
    assert (hurried.why, hurried.is_counted) == (Why.HURRIED, False)
    one_long_pause = [Taken("s1", 0, 86_400), *way(LESSON, 1)[1:]]
    assert outcome(LESSON, one_long_pause, through(LESSON, set(), 1)).why == Why.HURRIED


def test_guessing_is_seen_although_all_are_right_in_the_end() -> None:
    done = outcome(LESSON, way(LESSON, 90), through(LESSON, {"q0", "q1", "q2"}, 40))
    assert (done.why, done.right_first) == (Why.GUESSED, 2)


def test_what_was_wrong_is_asked_again_after_the_others() -> None:
    wrong = Answered("q0", (right(LESSON, "q0") + 1) % 3, 9)
    assert (asked_next(LESSON, [wrong]) or pytest.fail("nothing is asked")).id == "q1"
    rest = [wrong, *(Answered(f"q{n}", right(LESSON, f"q{n}"), 9) for n in range(1, 5))]
    assert (asked_next(LESSON, rest) or pytest.fail("nothing is asked")).id == "q0"
    assert outcome(LESSON, way(LESSON, 90), rest).why == Why.UNDER_WAY


@pytest.mark.parametrize(
    ("taken", "answered"),
    [
        ([Taken("s5", 0, 9)], []),
        ([Taken("s1", 7, 9)], []),
        ([Taken("s1", -1, 9)], []),
        ([], [Answered("q3", 0, 9)]),
        ([], [Answered("q0", 3, 9)]),
        ([], [Answered("other", 0, 9)]),
    ],
)
def test_what_does_not_fit_is_refused(taken: list[Taken], answered: list[Answered]) -> None:
    with pytest.raises(Astray):
        outcome(LESSON, taken, answered)


@given(
    st.lists(st.integers(0, 1), min_size=7, max_size=12), st.lists(st.integers(0, 2), max_size=80), st.floats(0, 400)
)
def test_no_way_through_is_worth_more_than_its_time(picks: list[int], answers: list[int], each_s: float) -> None:
    taken: list[Taken] = []
    for pick in picks:
        if not (here := stands_at(LESSON, taken)).choices:
            break
        taken.append(Taken(here.id, pick, each_s))
    answered: list[Answered] = []
    for answer in answers:
        if (one := asked_next(LESSON, answered)) is None:
            break
        answered.append(Answered(one.id, answer, each_s))
    done = outcome(LESSON, taken, answered)
    if done.is_counted:
        assert done.minutes * 60 >= 0.3 * sum(
            [*(scene_s(LESSON, t) for t in taken), *(question_s(LESSON, a) for a in answered)]
        )
        assert done.right_first >= 0.5 * len(LESSON.questions)
        assert not stands_at(LESSON, taken).choices


def test_the_order_of_answers_is_that_of_the_attempt() -> None:
    assert order(4, "attempt", "q1", 0) == order(4, "attempt", "q1", 0)
    assert sorted(order(4, "attempt", "q1", 0)) == [0, 1, 2, 3]
    assert len({tuple(order(4, f"attempt {number}", "q1", 0)) for number in range(40)}) > 10
