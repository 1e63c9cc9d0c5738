"""Texts of one kind in all languages: read together, in their order, with what is wrong beside them."""

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Protocol, TypeVar

from rempart.people.core.page_faults import Known
from rempart.people.core.page_text import BadText
from rempart.registry.written import Written


class Ordered(Protocol):
    """A lesson, a case, a drill."""

    @property
    def order(self) -> int:
        """Its place among its kind."""


Kind = TypeVar("Kind", bound=Ordered)


class Unready(Exception):
    """Texts of ours that cannot be read; says which files, and where."""


def whole(given: Iterable[Written], read: Callable[[str, str, bytes], Kind]) -> Mapping[str, Mapping[str, Kind]]:
    """By id in their order, then by language. Raises Unready."""
    found, wrong = read_all(given, read)
    if wrong:
        raise Unready("\n".join(wrong))
    return found


def read_all(
    given: Iterable[Written], read: Callable[[str, str, bytes], Kind]
) -> tuple[Mapping[str, Mapping[str, Kind]], list[str]]:
    """Those that can be read, by id in their order, then by language; and what is wrong with the others."""
    found: dict[str, dict[str, Kind]] = {}
    wrong: list[str] = []
    for one in given:
        try:
            found.setdefault(one.id, {})[one.language] = read(one.id, one.language, one.data)
        except BadText as bad:
            wrong.append(f"{one.id}.{one.language}.md: {bad}")
    whole = {name: languages for name, languages in found.items() if languages}
    return dict(sorted(whole.items(), key=lambda item: min(one.order for one in item[1].values()))), wrong


def in_language(shelf: Mapping[str, Mapping[str, Kind]], name: str, language: str) -> Kind | None:
    """In that language (a tag such as `zh-hans` will do), else in the plain one; None for an unknown one."""
    found = shelf.get(name)
    return None if found is None else found.get((language or "en")[:2]) or plain(found)


def plain(found: Mapping[str, Kind]) -> Kind:
    """English; the first language where an organisation wrote its own without English."""
    return found.get("en") or next(iter(found.values()))


def threat_codes(threats: Iterable[str]) -> frozenset[str]:
    """As texts name them: T03 is `t03_stolen_credentials`."""
    return frozenset(one.partition("_")[0].upper() for one in threats)


def known(controls: Iterable[str], threats: Iterable[str], lessons: Iterable[str]) -> Known:
    """What there is to name."""
    return Known(frozenset(controls), threat_codes(threats), frozenset(lessons))


def clashes(shelf: Iterable[str], reserved: Container[str]) -> list[str]:
    """Those whose address is another page's."""
    return [f"{name}: a page of ours has that name" for name in shelf if name in reserved]


def faults(
    shelf: Mapping[str, Mapping[str, Kind]],
    kind: str,
    of_one: Callable[[Kind], Iterable[str]],
    unlike: Callable[[Mapping[str, Kind]], Iterable[str]],
) -> list[str]:
    """Of all of them, each with its file; what makes the languages of one differ; two that ask for one place. `kind` is
    their plural."""
    wrong: list[str] = []
    for name, languages in shelf.items():
        for language, one in languages.items():
            wrong += [f"{name}.{language}.md: {why}" for why in of_one(one)]
        wrong += [f"{name}: {why}" for why in unlike(languages)]
    orders = [next(iter(one.values())).order for one in shelf.values()]
    return wrong + [f"two {kind} stand at place {one}" for one in sorted(set(orders)) if orders.count(one) > 1]
