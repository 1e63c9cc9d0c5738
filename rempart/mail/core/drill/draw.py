"""Who is in the control group, and which teams a figure may name: drawn and fixed once, repeatable from the seed."""

import hashlib
import random
from collections import Counter
from collections.abc import Mapping, Sequence

from rempart.mail.core.drill.states import Group


def source(seed: str, what: str) -> random.Random:
    """Of the recorded seed, for one purpose."""
    return random.Random(hashlib.sha256(f"{seed}:{what}".encode()).digest())  # noqa: S311 - repeatable is the point


def groups(people: Sequence[str], percent: int, seed: str) -> dict[str, Group]:
    """Everybody's group: that share of the people, to the nearest person, whatever order they come in."""
    ordered = sorted(people)
    source(seed, "control").shuffle(ordered)
    control = set(ordered[: round(len(ordered) * percent / 100)])
    return {one: Group.CONTROL if one in control else Group.TAUGHT for one in people}


def cuts(teams: Mapping[str, Sequence[str]], minimum: int) -> dict[str, str]:
    """Everybody's one team: the largest they are in; empty where fewer than `minimum` people share it, and for all where
    the rest without a team would be smaller than that: taking the teams from the whole would then show it."""
    sizes = Counter(team for mine in teams.values() for team in set(mine))
    chosen = {one: max(mine, key=lambda team: (sizes[team], team), default="") for one, mine in teams.items()}
    counted = Counter(chosen.values())
    found = {one: team if team and counted[team] >= minimum else "" for one, team in chosen.items()}
    while 0 < (rest := sum(not team for team in found.values())) < minimum:
        named = Counter(team for team in found.values() if team)
        if not named:
            break
        smallest = min(named, key=lambda team: (named[team], team))  # joins the rest, until that is large enough
        found = {one: "" if team == smallest else team for one, team in found.items()}
        assert rest < len(found)
    return found
