"""Boxes and pauses; and what a question is worth."""

import random

import pytest

from rempart.people.core.repetition import FIRST, LAST, due_ms, next_box
from rempart.people.core.worth import Flag, worth

DAY_MS = 86_400_000


def test_right_goes_on_wrong_begins_again() -> None:
    assert [next_box(box, is_right=True) for box in range(LAST + 1)] == [1, 2, 3, 4, 5, 5]
    assert {next_box(box, is_right=False) for box in range(LAST + 1)} == {FIRST}
    assert [(due_ms(box, 0)) // DAY_MS for box in range(LAST + 1)] == [1, 1, 3, 7, 21, 60]


def people(count: int, know: float, guess: float) -> list[tuple[bool, float]]:
    """Half of them know: how often each half is right, and what they are worth elsewhere."""
    dice = random.Random(5)
    return [
        (dice.random() < (know if n % 2 else guess), (0.9 if n % 2 else 0.4) + dice.uniform(-0.1, 0.1))
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("know", "guess", "flag"),
    [
        (0.9, 0.3, Flag.GOOD), (0.3, 0.9, Flag.WRONG_KEY), (0.6, 0.6, Flag.WEAK), (1.0, 0.98, Flag.TOO_EASY),
        (0.15, 0.1, Flag.TOO_HARD),
    ],
)  # fmt: skip
def test_a_question_that_says_nothing_is_seen(know: float, guess: float, flag: Flag) -> None:
    assert worth(people(400, know, guess)).flag == flag


def test_of_few_people_nothing_is_said_and_nobody_varies_is_no_fault() -> None:
    assert worth(people(29, 0.9, 0.3)).flag == Flag.TOO_FEW
    assert worth([(True, 0.5)] * 40).discrimination is None
