"""What can be wrong with any page of ours, be it a case, a rule or a drill: what it names, how much it has, its languages."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from rempart.people.core.fault import HEAD, Fault, fault
from rempart.registry.written import LANGUAGES

MAX_TITLE = 70
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
    yield from too_long(title)


def too_long(title: str) -> Iterator[str]:
    """A title above the limit."""
    if len(title) > MAX_TITLE:
        yield fault(
            "the title has {count} characters; {most} are the limit", (HEAD, "title"), count=len(title), most=MAX_TITLE
        )


def missing(pages: Collection[str], wanted: Iterable[str] = LANGUAGES) -> list[str]:
    """The languages that are not there."""
    return [fault("{language} is missing", language=language) for language in wanted if language not in pages]


def unlike(
    pages: Mapping[str, Page],
    form: Callable[[Page], Mapping[str, object]],
    wanted: Iterable[str] = LANGUAGES,
    against: str = "en",
) -> list[str]:
    """What makes the languages of one page differ in more than their words: `form` says what must be alike, by its name."""
    absent = missing(pages, wanted)
    if against not in pages:
        return absent
    mine = form(pages[against])
    return absent + [
        _differ(language, name, against)
        for language, other in pages.items()
        for name, theirs in form(other).items()
        if theirs != mine[name]
    ]


def _differ(language: str, name: str, against: str) -> Fault:
    if against == "en":
        return fault("{language}: {name} differ from the English", language=language, name=name)
    return fault("{language}: {name} differ from {against}", language=language, name=name, against=against)
