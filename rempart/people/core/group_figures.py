"""Figures by group of which no single person can be read: fixed groups, none too small, rounded at random.

Random rounding to a base is what census offices do: each count goes to a multiple of `BASE` above or below it, nearer
ones likelier, drawn from a secret seed. So two counts that differ by one person do not tell which of them moved. That
groups of two programmes differ by a few people is found before (`is_too_near`), and then no figure is given.
"""

import hmac
from collections.abc import Collection, Iterable, Mapping

LEAST = 5  # no organiser may set the least size lower
USUAL = 8
BASE = 3
OTHERS = ""  # the group of those who are in no team, and of teams that are too small


def groups(team_of: Mapping[int, str], least: int) -> dict[int, str]:
    """Each person's group: a team of at least `least`, else the others. Too few others: with the smallest team, which
    then is called the others too; too few in all: everybody in one group."""
    found = dict(team_of)
    sizes = _sizes(found)
    small = {name for name, size in sizes.items() if size < least}
    found = {person: OTHERS if name in small else name for person, name in found.items()}
    sizes = _sizes(found)
    if 0 < sizes.get(OTHERS, 0) < least and len(sizes) > 1:
        joined = min((name for name in sizes if name != OTHERS), key=lambda name: (sizes[name], name))
        found = {person: OTHERS if name == joined else name for person, name in found.items()}
    return found


def _sizes(found: Mapping[int, str]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for name in found.values():
        sizes[name] = sizes.get(name, 0) + 1
    return sizes


def is_too_near(mine: Iterable[Collection[int]], others: Iterable[Collection[int]], least: int) -> bool:
    """Does a group of one differ from a group of the other by fewer than `least` people, but not by none?"""
    held = [frozenset(one) for one in others]
    return any(0 < len(frozenset(one) ^ other) < least for one in mine for other in held)


def rounded(count: int, seed: bytes, *about: str) -> int:
    """A multiple of BASE beside it; the same as often as it is asked for the same thing."""
    rest = count % BASE
    if rest == 0:
        return count
    drawn = int.from_bytes(hmac.digest(seed, "\0".join((str(count), *about)).encode(), "sha256")[:8], "big")
    return count - rest + (BASE if drawn % BASE < rest else 0)


def shown(count: int, size: int, seed: bytes, *about: str) -> int:
    """Never more than there are."""
    return min(rounded(count, seed, *about), size)
