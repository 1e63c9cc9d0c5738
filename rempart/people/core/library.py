"""All lessons in all languages, read once and held: what is wrong with them fails the build, not the reader."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rempart.people.core import lesson_faults, shelves
from rempart.people.core.lesson import Lesson
from rempart.people.core.lesson_text import read
from rempart.registry.written import Written, written

LESSONS = "rempart.people.lessons"
Shelf = Mapping[str, Mapping[str, Lesson]]


@lru_cache
def lessons() -> Shelf:
    """By id in their order, then by language. Raises Unready."""
    return shelves.whole(written(LESSONS), read)


def read_all(given: Iterable[Written]) -> tuple[Shelf, list[str]]:
    """Those that can be read, and what is wrong with the others."""
    return shelves.read_all(given, read)


def lesson(name: str, language: str) -> Lesson | None:
    """None for an unknown one."""
    return shelves.in_language(lessons(), name, language)


def form_of(lesson: Lesson) -> str:
    """A digest of its structure, the same in each language: an attempt at another one does not fit."""
    return hashlib.sha256(repr((lesson.begins, lesson.ways(), lesson.key())).encode()).hexdigest()[:16]


def faults(shelf: Shelf, controls: Iterable[str], threats: Iterable[str]) -> list[str]:
    """Of all of them together, each with its file; `controls` and `threats` are what the level model has."""
    known_controls, known_threats = set(controls), shelves.threat_codes(threats)

    def of_one(one: Lesson) -> list[str]:
        wrong = lesson_faults.faults(one)
        wrong += [f"there is no control {name}" for name in one.controls if name not in known_controls]
        return wrong + [f"there is no threat {name}" for name in one.threats if name not in known_threats]

    wrong = shelves.faults(shelf, "lessons", of_one, lesson_faults.unlike)
    return wrong + lesson_faults.alike(one for languages in shelf.values() for one in languages.values())
