"""What can be wrong with any page of ours, be it a case, a rule or a drill: what it names, how much it has, its languages."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from rempart.people.core.lesson_faults import MAX_TITLE
from rempart.registry.written import LANGUAGES

Page = TypeVar("Page")


@dataclass(frozen=True, slots=True)
class Known:
    """What a page may name."""

    controls: frozenset[str]
    threats: frozenset[str]
    lessons: frozenset[str]


def unknown(named: Iterable[tuple[str, Collection[str], Collection[str]]]) -> Iterator[str]:
    """Of each kind of thing: what it is called, what is named, and what there is. At least one of each is named."""
    for what, ours, there in named:
        yield from (f"there is no {what} {one}" for one in ours if one not in there)
        if not ours:
            yield f"it names no {what}"


def miscounted(counted: Iterable[tuple[str, int, tuple[int, int]]], title: str) -> Iterator[str]:
    """Of each list: what it holds, how many there are, and how many are asked for; then the length of the title."""
    for what, count, (least, most) in counted:
        if not least <= count <= most:
            yield f"{count} {what}; {least} to {most} are asked for"
    if len(title) > MAX_TITLE:
        yield f"the title has {len(title)} characters; {MAX_TITLE} are the limit"


def missing(pages: Collection[str]) -> list[str]:
    """The languages that are not there."""
    return [f"{language} is missing" for language in LANGUAGES if language not in pages]


def unlike(pages: Mapping[str, Page], form: Callable[[Page], Mapping[str, object]]) -> list[str]:
    """What makes the languages of one page differ in more than their words: `form` says what must be alike, by its name."""
    if not (first := pages.get("en")):
        return missing(pages)
    mine = form(first)
    return missing(pages) + [
        f"{language}: {name} differ from the English"
        for language, other in pages.items()
        for name, theirs in form(other).items()
        if theirs != mine[name]
    ]
