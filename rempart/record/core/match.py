"""Entries that stand in every list of a question, newest first, found by leaping from list to list.

A list is asked only for its next number at or below a bound, so a page costs by what it shows and not by the size
of the record; after MAX_LEAPS the search says how far it got instead of holding the reader up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

MAX_LEAPS = 1_500  # questions to the index for one page: half a second on a slow machine with a million entries
Seek = Callable[[str, int], int | None]  # term, bound -> the largest index of that term at or below the bound


@dataclass(frozen=True, slots=True)
class Found:
    """`stopped_at` is where the search paused and may go on; None when it was carried to its end or page."""

    indexes: list[int]
    stopped_at: int | None


class _Union:
    """The numbers of several terms as one list, downwards; each term remembers where it stands."""

    def __init__(self, terms: Sequence[str], seek: Seek) -> None:
        self._next: dict[str, int | None] = {}
        self._terms, self._seek = terms, seek
        self.leaps = 0

    def at_or_below(self, bound: int) -> int | None:
        best: int | None = None
        for term in self._terms:
            known = self._next.get(term, bound + 1)
            if known is not None and known > bound:
                known = self._next[term] = self._seek(term, bound)
                self.leaps += 1
            if known is not None and (best is None or known > best):
                best = known
        return best


def match(groups: Sequence[Sequence[str]], seek: Seek, high: int, low: int, limit: int) -> Found:
    """Up to `limit` indexes from `high` down to `low` that each group holds through one of its terms at least."""
    unions = [_Union(group, seek) for group in groups]
    found: list[int] = []
    bound = high
    while bound >= low and len(found) < limit:
        if sum(union.leaps for union in unions) >= MAX_LEAPS:
            return Found(found, bound)
        candidate = bound
        for union in unions:
            reached = union.at_or_below(bound)
            if reached is None:
                return Found(found, None)
            candidate = min(candidate, reached)
        if candidate < low:
            break
        if all(union.at_or_below(candidate) == candidate for union in unions):
            found.append(candidate)
            bound = candidate - 1
        else:
            bound = candidate
    return Found(found, None)
