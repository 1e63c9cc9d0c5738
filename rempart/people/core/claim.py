"""A sentence that says something of the world, and where it is from."""

from collections.abc import Iterator
from dataclasses import dataclass

from rempart.people.core.reading import sources_named, unmarked


@dataclass(frozen=True, slots=True)
class Claim:
    """`sources` are ids of the page's sources, each once."""

    where: str
    text: str
    sources: tuple[str, ...]


def claim(where: str, text: str) -> Iterator[Claim]:
    """None for a text without a mark."""
    if named := sources_named(text):
        yield Claim(where, unmarked(text), tuple(dict.fromkeys(named)))
