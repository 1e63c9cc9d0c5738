"""The gaps of the level that is proven: threats not covered, and what of the next course of the wall closes each."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

# What the guide names at each level (lines 156 to 158), as families of acceptance rows, in its words' order. For level
# 4 the families that stand against lines 119 and 120; at level 5 no course is left (GAP-02..04).
NAMED: Mapping[int, tuple[str, ...]] = {
    1: ("AUTH-", "MAL-"),
    2: ("ISO-", "DET-"),
    3: ("COMP-", "WAF-"),
    4: ("AI-", "ZT-"),
}


class Closer(NamedTuple):
    """A control of the next course that does not pass yet, with its rows and the threats it stands against."""

    control: str
    rows: tuple[str, ...]
    threats: tuple[str, ...]


class Gap(NamedTuple):
    """A threat left open, and what of the next course closes it, the guide's first."""

    threat: str
    controls: tuple[str, ...]


def gaps(level: int, uncovered: Collection[str], closers: Iterable[Closer]) -> tuple[Gap, ...]:
    """Those the guide names first, then the rest by number. `level` is the proven one."""
    found: dict[str, list[Closer]] = {}
    for closer in closers:
        for threat in closer.threats:
            if threat in uncovered:
                found.setdefault(threat, []).append(closer)
    order = sorted(found, key=lambda threat: (min(_place(level, closer) for closer in found[threat]), threat))
    return tuple(
        Gap(threat, tuple(c.control for c in sorted(found[threat], key=lambda c: (_place(level, c), c.control))))
        for threat in order
    )


def _place(level: int, closer: Closer) -> int:
    families = NAMED.get(level, ())
    named = (n for n, family in enumerate(families) if any(row.startswith(family) for row in closer.rows))
    return next(named, len(families))
