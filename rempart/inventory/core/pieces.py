"""Long work in pieces, so that no transaction is long."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def pieces(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Tuples of at most that many."""
    rest = iter(items)
    while piece := tuple(islice(rest, size)):
        yield piece
