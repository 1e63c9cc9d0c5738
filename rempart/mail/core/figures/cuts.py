"""Figures by team that single out nobody: no cut below the minimum, none that can be found by subtracting, no exact count.

What is withheld, and from whom: docs/threat-model.md. Three rules. A cut of fewer people than the minimum joins the rest.
A rest of fewer people than the minimum takes in the smallest cut, again and again: the whole minus the rest is a cut, too.
Counts of a cut are told in steps of `STEP`, none of which stands for one count alone: “nobody” may be one, “everybody” may
be all but some, so a whole team's likeness tells of no member. Who knows what all the others did is not withstood.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rempart.mail.core.figures.outcome import Outcome

FLOOR = 5  # no organisation may set its minimum lower
STEP = 3
REST = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """`id` empty = everybody else. `reported` and `clicked` are rounded to steps; never the exact count."""

    id: str
    people: int
    reported: int
    clicked: int


def stepped(k: int, n: int) -> int:
    """The nearest step; the last one stands for everybody, too."""
    found = (k + STEP // 2) // STEP * STEP
    return found if found <= n else found - STEP


def cuts(outcomes: Sequence[Outcome], minimum: int) -> list[Cut]:
    """By id, the rest last; empty where there is only one group, which is the whole."""
    least = max(FLOOR, minimum)
    by: defaultdict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        by[one.cut].append(one)
    rest = by.pop(REST, [])
    for name in sorted(by):
        if len(by[name]) < least:
            rest += by.pop(name)
    while rest and len(rest) < least and by:
        rest += by.pop(min(by, key=lambda name: (len(by[name]), name)))
    groups = [(name, by[name]) for name in sorted(by)] + ([(REST, rest)] if rest else [])
    return [_cut(name, group) for name, group in groups] if len(groups) > 1 else []


def _cut(name: str, group: Sequence[Outcome]) -> Cut:
    n = len(group)
    return Cut(
        name, n, stepped(sum(one.is_reported for one in group), n), stepped(sum(one.is_clicked for one in group), n)
    )
