"""Sides out of teams that may share people."""

from collections.abc import Iterable


def apart(teams: Iterable[tuple[int, Iterable[str]]], least: int) -> dict[int, tuple[str, ...]]:
    """Members by side: nobody is counted in two of them (the first team named keeps them), and none is smaller than
    `least`. Two teams that differ by one person would otherwise show what that person has."""
    taken: set[str] = set()
    made: dict[int, tuple[str, ...]] = {}
    for team, members in teams:
        mine = tuple(sorted(set(members) - taken))
        if len(mine) >= least:
            made[team] = mine
            taken |= set(mine)
    return made
