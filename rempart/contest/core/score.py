"""How points come about. A side's points are of all of it: nobody's own are counted anywhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FIRST = 5  # more for the first side that finds a weakness
HINT_PER_LEVEL = 3  # what a hint costs
SIDES_LEAST, SIDES_MOST = 2, 8
LEAST_SIDE = 8  # people of a side: fewer, and the side's points would be somebody's
SHORTEST, LONGEST = 15, 240  # minutes


@dataclass(frozen=True, slots=True)
class Score:
    """Of one side."""

    attack: int = 0
    defence: int = 0
    hints: int = 0

    @property
    def total(self) -> int:
        """Never below zero: a hint is no punishment."""
        return max(0, self.attack + self.defence - self.hints)


def attack(found: Iterable[tuple[int, bool]]) -> int:
    """Of flags of others: points of each, and whether it was the first of its kind."""
    return sum(points + (FIRST if is_first else 0) for points, is_first in found)


def defence(closed: Mapping[str, int], points: Mapping[str, int], minutes: int) -> int:
    """`closed` are minutes in which a weakness was closed and the site worked. Closed from the first minute to the last,
    it is worth what it is worth to an attacker; so defending all beats neither attacking nor the clock."""
    if minutes <= 0:
        return 0
    return sum(min(many, minutes) * points.get(name, 0) for name, many in closed.items()) // minutes


def order(scores: Mapping[str, Score]) -> list[tuple[int, str]]:
    """Place and side, the best first; the same total shares the place."""
    ranked = sorted(scores, key=lambda one: (-scores[one].total, one))
    return [(1 + sum(other.total > scores[one].total for other in scores.values()), one) for one in ranked]
