"""The test (AWR-19): twenty questions out of all lessons by one blueprint, so that before, after and later compare.

Every topic has its share; within a topic those questions come first that this person has seen least, so that no test is the
last one over again. Which of the equally seen ones is drawn is chance, so that over many people each is shown alike.
"""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rempart.people.core.attempt import HURRIED, Answered, question_s
from rempart.people.core.lesson import Lesson
from rempart.terms.duration import DAY_S

LENGTH = 20
LATER_MS = 75 * DAY_S * 1_000  # "three months later" is taken from here on
AGAIN_MS = DAY_S * 1_000  # between two tests: who repeats at once measures the memory of an hour
TOLD_RIGHT = 0.70  # of the answers: from here on a certificate may say that the test was taken with success

Name = tuple[str, str]  # lesson and question


class Round(StrEnum):
    """When somebody takes it."""

    BEFORE = "before"
    FINAL = "final"
    LATER = "later"


def round_of(has_learnt: bool, final_ended_ms: int | None, now_ms: int) -> Round:
    """BEFORE until a lesson counts; LATER when a final test lies about three months back."""
    if final_ended_ms is not None and now_ms - final_ended_ms >= LATER_MS:
        return Round.LATER
    return Round.FINAL if has_learnt else Round.BEFORE


def draw(bank: Mapping[str, Sequence[str]], last: Collection[Name], seen: Mapping[Name, int], seed: str) -> list[Name]:
    """`bank`: questions by lesson; `last`: those of the test before; `seen`: how often this person was shown each."""
    chance = random.Random(seed)  # noqa: S311 - no secret: it only chooses
    left: dict[str, list[Name]] = {}
    for lesson, names in bank.items():
        mixed = [(lesson, name) for name in names]
        chance.shuffle(mixed)
        left[lesson] = sorted(mixed, key=lambda one: (one in last, seen.get(one, 0)))
    made: list[Name] = []
    while len(made) < LENGTH and any(left.values()):
        topics = [one for one, names in left.items() if names]
        if len(topics) > LENGTH - len(made):  # more topics than room: those with fresh questions, then chance
            chance.shuffle(topics)
            topics.sort(key=lambda one: left[one][0] in last)
        for topic in topics[: LENGTH - len(made)]:
            made.append(left[topic].pop(0))
    chance.shuffle(made)
    return made


@dataclass(frozen=True, slots=True)
class Result:
    """`missed` are the questions that were not known, by lesson; `is_hurried`: faster than anybody reads."""

    right: int
    asked: int
    missed: Mapping[str, tuple[str, ...]]
    is_hurried: bool

    @property
    def share(self) -> float:
        """Of right answers."""
        return self.right / self.asked if self.asked else 0.0


def result(lessons: Mapping[str, Lesson], drawn: Sequence[Name], answered: Sequence[tuple[int, float]]) -> Result:
    """`answered`: place in the text and seconds, in the order of `drawn`. A question that went since counts for nobody."""
    right, asked, spent, due = 0, 0, 0.0, 0.0
    missed: dict[str, tuple[str, ...]] = {}
    for (lesson, name), (place, took) in zip(drawn, answered, strict=False):
        question = lessons[lesson].question(name) if lesson in lessons else None
        if question is None or not 0 <= place < len(question.answers):
            continue
        needs = question_s(lessons[lesson], Answered(name, place, took))
        asked, spent, due = asked + 1, spent + min(took, needs), due + needs
        if question.answers[place].is_right:
            right += 1
        else:
            missed[lesson] = (*missed.get(lesson, ()), name)
    return Result(right, asked, missed, spent < HURRIED * due)
