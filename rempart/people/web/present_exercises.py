"""Played drills as their pages show them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from rempart.people.core.exercise import Exercise, Mark, Role, Turn
from rempart.people.core.exercise_library import exercise as exercise_of
from rempart.people.core.exercise_library import exercises
from rempart.people.core.library import lesson as lesson_of
from rempart.people.store.exercise import Held
from rempart.people.web import prose


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One drill in a list; `seen` of `marks`."""

    row: Held
    title: str
    seen: int
    marks: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A mark, and after how many minutes and seconds it was seen; None = not."""

    mark: Mark
    after: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A turn as HTML."""

    minute: int
    text: SafeString
    beside: SafeString


@dataclass(frozen=True, slots=True)
class Clock:
    """One under way. `due` is newest first."""

    row: Held
    exercise: Exercise
    minute: int
    left: int
    due: list[Shown]
    next: Turn | None
    marks: list[Seen]
    roles: list[Role]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one; `better` are texts with their days."""

    row: Held
    exercise: Exercise
    minutes: int
    marks: list[Seen]
    better: list[tuple[str, date]]


def lines(language: str) -> list[Exercise]:
    """Those that can be played, in their order."""
    return [found for name in exercises() if (found := exercise_of(name, language)) is not None]


def held_line(row: Held) -> HeldLine:
    """Also of one that this release no longer has."""
    found = exercise_of(row.exercise, get_language() or "en")
    minutes = 0 if row.ended_ms is None else (row.ended_ms - row.begun_ms) // 60_000
    return HeldLine(
        row, found.title if found else row.exercise, len(row.marks), len(found.marks) if found else 0, minutes
    )


def page(found: Exercise) -> dict[str, Any]:
    """Everything of one, for its lead."""
    numbers = prose.numbers_of(found.sources)
    return {
        "exercise": found, "purpose": prose.html(found.purpose, numbers),
        "roles": [(role, prose.html(role.card, numbers)) for role in found.roles],
        "turns": [_turn(turn, found) for turn in found.course],
        "before": [prose.inline(one, numbers) for one in found.before],
        "limits": [prose.inline(one, numbers) for one in found.limits],
        "afterwards": [prose.inline(one, numbers) for one in found.afterwards],
        "lessons": _lessons(found), "sources": list(enumerate(found.sources, 1)),
    }  # fmt: skip


def clock(row: Held, found: Exercise, moment_ms: int) -> Clock:
    """As it stands at that moment."""
    minute = max(0, moment_ms - row.begun_ms) / 60_000
    due = [_turn(turn, found) for turn in reversed(found.due(minute))]
    roles = [role for role in found.roles if role.id in row.roles]
    return Clock(
        row, found, int(minute), max(0, found.minutes - int(minute)), due, found.next(minute), _marks(row, found), roles
    )


def result(row: Held, found: Exercise) -> Result:
    """Of one that has ended."""
    better = [(one["text"], date.fromisoformat(one["by"])) for one in row.actions]
    return Result(row, found, ((row.ended_ms or row.begun_ms) - row.begun_ms) // 60_000, _marks(row, found), better)


def listed() -> list[dict[str, Any]]:
    """For the API and the command line."""
    return [
        {
            "id": name, "titles": {language: one.title for language, one in found.items()},
            "minutes": found["en"].minutes, "fewest": found["en"].fewest, "most": found["en"].most,
            "rows": list(found["en"].rows), "threats": list(found["en"].threats), "controls": list(found["en"].controls),
            "roles": [role.id for role in found["en"].roles], "marks": [mark.id for mark in found["en"].marks],
        }
        for name, found in exercises().items()
    ]  # fmt: skip


def _turn(turn: Turn, found: Exercise) -> Shown:
    numbers = prose.numbers_of(found.sources)
    return Shown(turn.minute, prose.inline(turn.text, numbers), prose.html(turn.beside, numbers))


def _marks(row: Held, found: Exercise) -> list[Seen]:
    return [Seen(one, _after(row.marks.get(one.id))) for one in found.marks]


def _after(seconds: int | None) -> str | None:
    return None if seconds is None else f"{seconds // 60}:{seconds % 60:02}"


def _lessons(found: Exercise) -> list[tuple[str, str]]:
    titled = ((name, lesson_of(name, found.language)) for name in found.lessons)
    return [(name, one.title) for name, one in titled if one is not None]
