"""A plan with dates: a habit and a lesson a week, never on a weekend, and never more than can be done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_TOPICS = 6  # at once: six weeks; what is left comes with the next self-assessment
HABIT_AFTER_D, LESSON_AFTER_D, PACE_D = 2, 7, 7
REST = 5  # date.weekday() of Saturday


class Kind(StrEnum):
    """What there is to do about a topic: its lesson, or the first thing of its "tomorrow"."""

    HABIT = "habit"
    LESSON = "lesson"


class Origin(StrEnum):
    """Where an item comes from."""

    SELF = "self"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do by a day. A topic is named by its lesson."""

    kind: Kind
    lesson: str
    due: date


def plan(topics: Sequence[str], taken: Collection[str], today: date) -> tuple[Item, ...]:
    """The most important topic first. A lesson that was taken (`taken`) is not asked for again, its habit is."""
    made = []
    for place, lesson in enumerate(topics[:MOST_TOPICS]):
        begins = today + timedelta(days=place * PACE_D)
        made.append(Item(Kind.HABIT, lesson, workday(begins + timedelta(days=HABIT_AFTER_D))))
        if lesson not in taken:
            made.append(Item(Kind.LESSON, lesson, workday(begins + timedelta(days=LESSON_AFTER_D))))
    return tuple(made)


def workday(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= REST else day
