"""All cases in all languages, read once and held; and every claim they make about the world, with its source."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from rempart.people.core import case_faults, shelves
from rempart.people.core.case import Case
from rempart.people.core.case_text import read
from rempart.people.core.claim import Claim, claim
from rempart.people.core.lesson import Lesson
from rempart.people.core.reading import sentences
from rempart.registry.written import Written, written

CASES = "rempart.people.cases"
Shelf = Mapping[str, Mapping[str, Case]]
RESERVED = frozenset({"defences"})  # a page stands at that address


@lru_cache
def cases() -> Shelf:
    """By id in their order, then by language. Raises Unready."""
    return shelves.whole(written(CASES), read)


def read_all(given: Iterable[Written]) -> tuple[Shelf, list[str]]:
    """Those that can be read, and what is wrong with the others."""
    return shelves.read_all(given, read)


def case(name: str, language: str) -> Case | None:
    """None for an unknown one."""
    return shelves.in_language(cases(), name, language)


def cases_of(lesson: Lesson) -> list[Case]:
    """Those that name it, in its language."""
    found = (case(name, lesson.language) for name in cases())
    return [one for one in found if one is not None and lesson.id in one.lessons]


def faults(shelf: Shelf, controls: Iterable[str], threats: Iterable[str], lessons: Iterable[str]) -> list[str]:
    """Of all of them together, each with its file; the others are what there is to name."""
    known = shelves.known(controls, threats, lessons)
    wrong = shelves.faults(shelf, "cases", lambda one: case_faults.faults(one, known), case_faults.unlike)
    wrong += shelves.clashes(shelf, RESERVED)
    return wrong + case_faults.torn(one for languages in shelf.values() for one in languages.values())


def claims(one: Case) -> Iterator[Claim]:
    """Every sentence of a case in English that bears a mark, in their order."""
    for event in one.events:
        yield from claim(f"What happened, {event.when}", event.text)
    prose = [("How it was done", one.technique)]
    prose += [(f"Impact: {part.title}", part.text) for part in one.circles]
    prose += [(f"Root cause: {part.title}", part.text) for part in one.causes]
    prose += [(f"Defence: {part.control}", part.text) for part in one.defences]
    for where, text in prose:
        for sentence in sentences(text):
            yield from claim(where, sentence)
    for told in one.told:
        yield from claim(f"Often told otherwise: “{told.said}”", told.truth)
