"""All rules in all languages, read once and held; and every claim they make, with its article and its source."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from rempart.people.core import rule_faults, shelves
from rempart.people.core.claim import Claim, claim
from rempart.people.core.reading import sentences
from rempart.people.core.rule import Rule
from rempart.people.core.rule_text import read
from rempart.registry.written import Written, written

RULES = "rempart.people.rules"
Shelf = Mapping[str, Mapping[str, Rule]]
RESERVED = frozenset({"which", "house"})  # pages stand at these addresses


@lru_cache
def rules() -> Shelf:
    """By id in their order, then by language. Raises Unready."""
    return shelves.whole(written(RULES), read)


def read_all(given: Iterable[Written]) -> tuple[Shelf, list[str]]:
    """Those that can be read, and what is wrong with the others."""
    return shelves.read_all(given, read)


def rule(name: str, language: str) -> Rule | None:
    """None for an unknown one."""
    return shelves.in_language(rules(), name, language)


def faults(shelf: Shelf, controls: Iterable[str], threats: Iterable[str], lessons: Iterable[str]) -> list[str]:
    """Of all of them together, each with its file; the others are what there is to name."""
    known = shelves.known(controls, threats, lessons)
    wrong = shelves.faults(shelf, "rules", lambda one: rule_faults.faults(one, known), rule_faults.unlike)
    return wrong + shelves.clashes(shelf, RESERVED)


def claims(one: Rule) -> Iterator[Claim]:
    """Every sentence of a rule that bears a mark, in their order."""
    for sentence in sentences(one.what):
        yield from claim("What it is", sentence)
    for text in one.binds:
        yield from claim("Whom it binds", text)
    for asked in one.asks:
        yield from claim(asked.at, asked.text)
    for text in one.tomorrow:
        yield from claim("Tomorrow", text)
    for told in one.misread:
        yield from claim(f"Often misread: “{told.said}”", told.truth)
