"""All lessons in all languages, read once and held: what is wrong with them fails the build, not the reader."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rempart.people.core import lesson_faults
from rempart.people.core.lesson import Lesson
from rempart.people.core.lesson_text import read
from rempart.people.core.page_text import BadText
from rempart.registry.written import Written, written

LESSONS = "rempart.people.lessons"
Shelf = Mapping[str, Mapping[str, Lesson]]


class Unready(Exception):
    """Lessons that cannot be read; says which files, and where."""


@lru_cache
def lessons() -> Shelf:
    """By id in their order, then by language. Raises Unready."""
    found, wrong = read_all(written(LESSONS))
    if wrong:
        raise Unready("\n".join(wrong))
    return found


def read_all(given: Iterable[Written]) -> tuple[Shelf, list[str]]:
    """Those that can be read, and what is wrong with the others."""
    found: dict[str, dict[str, Lesson]] = {}
    wrong: list[str] = []
    for one in given:
        try:
            found.setdefault(one.id, {})[one.language] = read(one.id, one.language, one.data)
        except BadText as bad:
            wrong.append(f"{one.id}.{one.language}.md: {bad}")
    whole = {name: languages for name, languages in found.items() if languages}
    return dict(sorted(whole.items(), key=lambda item: min(one.order for one in item[1].values()))), wrong


def lesson(name: str, language: str) -> Lesson | None:
    """In that language (a tag such as `zh-hans` will do), English where it is not written; None for an unknown one."""
    found = lessons().get(name)
    return None if found is None else found.get((language or "en")[:2]) or found["en"]


def form_of(lesson: Lesson) -> str:
    """A digest of its structure, the same in each language: an attempt at another one does not fit."""
    return hashlib.sha256(repr((lesson.begins, lesson.ways(), lesson.key())).encode()).hexdigest()[:16]


def faults(shelf: Shelf, controls: Iterable[str], threats: Iterable[str]) -> list[str]:
    """Of all of them together, each with its file; `controls` and `threats` are what the level model has."""
    known_controls, wrong = set(controls), list[str]()
    known_threats = {one.partition("_")[0].upper() for one in threats}  # T03 is `t03_stolen_credentials`
    for name, languages in shelf.items():
        for language, lesson in languages.items():
            where = f"{name}.{language}.md"
            wrong += [f"{where}: {why}" for why in lesson_faults.faults(lesson)]
            wrong += [f"{where}: there is no control {one}" for one in lesson.controls if one not in known_controls]
            wrong += [f"{where}: there is no threat {one}" for one in lesson.threats if one not in known_threats]
        wrong += [f"{name}: {why}" for why in lesson_faults.unlike(languages)]
    orders = [next(iter(one.values())).order for one in shelf.values()]
    wrong += [f"two lessons stand at place {one}" for one in sorted(set(orders)) if orders.count(one) > 1]
    return wrong + lesson_faults.alike(one for languages in shelf.values() for one in languages.values())
