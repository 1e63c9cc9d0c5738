"""All played drills in all languages, read once and held."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rempart.people.core import exercise_faults, shelves
from rempart.people.core.exercise import Exercise
from rempart.people.core.exercise_text import read
from rempart.registry.written import written

EXERCISES = "rempart.people.exercises"
RESERVED = frozenset({"held"})  # a page stands at that address
Shelf = Mapping[str, Mapping[str, Exercise]]


@lru_cache
def exercises() -> Shelf:
    """By id in their order, then by language. Raises Unready."""
    return shelves.whole(written(EXERCISES), read)


def exercise(name: str, language: str) -> Exercise | None:
    """None for an unknown one."""
    return shelves.in_language(exercises(), name, language)


def faults(shelf: Shelf, controls: Iterable[str], threats: Iterable[str], lessons: Iterable[str]) -> list[str]:
    """Of all of them together, each with its file; the others are what there is to name."""
    known = shelves.known(controls, threats, lessons)
    wrong = shelves.faults(shelf, "drills", lambda one: exercise_faults.faults(one, known), exercise_faults.unlike)
    return wrong + shelves.clashes(shelf, RESERVED)
