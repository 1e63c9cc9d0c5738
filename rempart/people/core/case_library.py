"""All cases in all languages, read once and held; and every claim they make about the world, with its source."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rempart.people.core import case_faults
from rempart.people.core.case import Case
from rempart.people.core.case_faults import Known
from rempart.people.core.case_text import read
from rempart.people.core.lesson import Lesson
from rempart.people.core.library import Unready
from rempart.people.core.page_text import BadText
from rempart.people.core.reading import sentences, sources_named, unmarked
from rempart.registry.written import Written, written

CASES = "rempart.people.cases"
Shelf = Mapping[str, Mapping[str, Case]]
RESERVED = frozenset({"defences"})  # a page stands at that address


@lru_cache
def cases() -> Shelf:
    """By id in their order, then by language. Raises Unready."""
    found, wrong = read_all(written(CASES))
    if wrong:
        raise Unready("\n".join(wrong))
    return found


def read_all(given: Iterable[Written]) -> tuple[Shelf, list[str]]:
    """Those that can be read, and what is wrong with the others."""
    found: dict[str, dict[str, Case]] = {}
    wrong: list[str] = []
    for one in given:
        try:
            found.setdefault(one.id, {})[one.language] = read(one.id, one.language, one.data)
        except BadText as bad:
            wrong.append(f"{one.id}.{one.language}.md: {bad}")
    whole = {name: languages for name, languages in found.items() if languages}
    return dict(sorted(whole.items(), key=lambda item: min(one.order for one in item[1].values()))), wrong


def case(name: str, language: str) -> Case | None:
    """In that language (a tag such as `zh-hans` will do), English where it is not written; None for an unknown one."""
    found = cases().get(name)
    return None if found is None else found.get((language or "en")[:2]) or found["en"]


def cases_of(lesson: Lesson) -> list[Case]:
    """Those that name it, in its language."""
    found = (case(name, lesson.language) for name in cases())
    return [one for one in found if one is not None and lesson.id in one.lessons]


def faults(shelf: Shelf, controls: Iterable[str], threats: Iterable[str], lessons: Iterable[str]) -> list[str]:
    """Of all of them together, each with its file; the others are what there is to name."""
    codes = frozenset(one.partition("_")[0].upper() for one in threats)  # T03 is `t03_stolen_credentials`
    known, wrong = Known(frozenset(controls), codes, frozenset(lessons)), list[str]()
    for name, languages in shelf.items():
        for language, one in languages.items():
            wrong += [f"{name}.{language}.md: {why}" for why in case_faults.faults(one, known)]
        wrong += [f"{name}: {why}" for why in case_faults.unlike(languages)]
    wrong += [f"{name}: a page of ours has that name" for name in shelf if name in RESERVED]
    orders = [next(iter(one.values())).order for one in shelf.values()]
    wrong += [f"two cases stand at place {one}" for one in sorted(set(orders)) if orders.count(one) > 1]
    return wrong + case_faults.torn(one for languages in shelf.values() for one in languages.values())


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence that says something of the world; `sources` are ids of the case's sources."""

    where: str
    text: str
    sources: tuple[str, ...]


def claims(one: Case) -> Iterator[Claim]:
    """Every sentence of a case in English that bears a mark, in their order."""
    for event in one.events:
        yield from _claim(f"What happened, {event.when}", event.text)
    prose = [("How it was done", one.technique)]
    prose += [(f"Impact: {part.title}", part.text) for part in one.circles]
    prose += [(f"Root cause: {part.title}", part.text) for part in one.causes]
    prose += [(f"Defence: {part.control}", part.text) for part in one.defences]
    for where, text in prose:
        for sentence in sentences(text):
            yield from _claim(where, sentence)
    for told in one.told:
        yield from _claim(f"Often told otherwise: “{told.said}”", told.truth)


def _claim(where: str, text: str) -> Iterator[Claim]:
    if named := sources_named(text):
        yield Claim(where, unmarked(text), tuple(dict.fromkeys(named)))
