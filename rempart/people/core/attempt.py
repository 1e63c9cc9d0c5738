"""One person's way through one lesson: where it stands, what is asked next, and whether it counts.

Everything is computed from what was done (`Taken`, `Answered`), so that a page, the API and a report cannot differ. Nobody
passes by clicking through: time is counted by the server, and what was answered wrongly is asked again.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rempart.people.core.lesson import Answer, Lesson, Question, Scene, Weight
from rempart.people.core.lesson_faults import DECISION_S, QUESTION_S
from rempart.people.core.reading import seconds

MOST_STEP_S = 300.0  # who goes for a coffee is not reading for an hour
HURRIED = 0.3  # of a careful reader's time, step by step: a pause at one step buys nothing for the others
RIGHT_FIRST = 0.5  # of questions answered rightly at once; below, the lesson is taken again on another day
MAX_ANSWERS = 60  # of one attempt: eight questions and every wrong answer to each leave room


class Why(StrEnum):
    """Why an attempt does not count, or that it does."""

    COUNTS = "counts"
    UNDER_WAY = "under_way"
    HURRIED = "hurried"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True)
class Taken:
    """A choice (its place in the text, from 0) and how long the scene stood there, in seconds."""

    scene: str
    choice: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer (its place in the text, from 0), and how long the question stood there, in seconds."""

    question: str
    answer: int
    seconds: float


class Astray(ValueError):
    """What was done does not fit the lesson: it was changed meanwhile, or the request is forged."""


def stands_at(lesson: Lesson, taken: Sequence[Taken]) -> Scene:
    """The scene that comes next. Raises Astray."""
    here = lesson.scenes[lesson.begins]
    for one in taken:
        if one.scene != here.id or not 0 <= one.choice < len(here.choices):
            raise Astray(f"at {here.id}, not at {one.scene}")
        here = lesson.scenes[here.choices[one.choice].goal]
    return here


def asked_next(lesson: Lesson, answered: Sequence[Answered]) -> Question | None:
    """Each question once, then those that were wrong, in the order of their last answer, until all are right; None when
    nothing is left. Raises Astray."""
    known = {one.id: one for one in lesson.questions}
    waiting = [one.id for one in lesson.questions]
    for one in answered[:MAX_ANSWERS]:
        if not waiting or one.question != waiting[0] or not 0 <= one.answer < len(known[one.question].answers):
            raise Astray(f"question {one.question} was not asked")
        waiting.pop(0)
        if not known[one.question].answers[one.answer].is_right:
            waiting.append(one.question)
    return known[waiting[0]] if waiting and len(answered) < MAX_ANSWERS else None


def order(count: int, *seed: str | int) -> list[int]:
    """Places shuffled for this attempt, and for this time of asking: the place of what is right tells nothing."""
    places = list(range(count))
    random.Random("|".join(map(str, seed))).shuffle(places)  # noqa: S311 - no secret: it only mixes answers
    return places


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt is worth. `minutes` is the time that was counted; `right_first` of `asked` at the first try;
    `good` of `decided` choices."""

    why: Why
    minutes: float
    right_first: int
    asked: int
    good: int
    decided: int

    @property
    def is_counted(self) -> bool:
        """Do the lesson's minutes count?"""
        return self.why == Why.COUNTS


def outcome(lesson: Lesson, taken: Sequence[Taken], answered: Sequence[Answered]) -> Outcome:
    """At this point of the way. Raises Astray."""
    here, nothing_left = stands_at(lesson, taken), asked_next(lesson, answered) is None
    spent = [(one.seconds, scene_s(lesson, one)) for one in taken]
    spent += [(one.seconds, question_s(lesson, one)) for one in answered]
    counted = sum(min(took, MOST_STEP_S) for took, _ in spent)
    attended = sum(min(took, due) for took, due in spent)
    first = right_at_first(lesson, answered)
    chosen = [lesson.scenes[one.scene].choices[one.choice].weight for one in taken]
    right = sum(first.values())
    if here.choices or not nothing_left or len(first) < len(lesson.questions):
        why = Why.UNDER_WAY
    elif attended < HURRIED * sum(due for _, due in spent):
        why = Why.HURRIED
    elif right < RIGHT_FIRST * len(lesson.questions):
        why = Why.GUESSED
    else:
        why = Why.COUNTS
    return Outcome(why, counted / 60, right, len(first), sum(one == Weight.GOOD for one in chosen), len(chosen))


def right_at_first(lesson: Lesson, answered: Sequence[Answered]) -> dict[str, bool]:
    """By question: whether its first answer was the right one."""
    first: dict[str, bool] = {}
    for one in answered:
        first.setdefault(one.question, answer_of(lesson, one).is_right)
    return first


def answer_of(lesson: Lesson, one: Answered) -> Answer:
    """What was chosen."""
    return _question(lesson, one).answers[one.answer]


def scene_s(lesson: Lesson, one: Taken) -> float:
    """What a careful reader takes for that scene, its choices and the consequence, in seconds."""
    scene = lesson.scenes[one.scene]
    read = (scene.text, scene.ask, *(choice.text for choice in scene.choices), scene.choices[one.choice].consequence)
    return DECISION_S + sum(seconds(text, lesson.language) for text in read)


def question_s(lesson: Lesson, one: Answered) -> float:
    """The same for a question and all its answers."""
    asked = _question(lesson, one)
    return QUESTION_S + sum(
        seconds(text, lesson.language) for text in (asked.ask, *(answer.text for answer in asked.answers))
    )


def _question(lesson: Lesson, one: Answered) -> Question:
    found = lesson.question(one.question)
    if found is None:
        raise Astray(f"there is no question {one.question}")
    return found
