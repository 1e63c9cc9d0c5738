"""The form in which an area that knows how a site is reached lends that to others: its source and its opened settings.

One file each in `<area>/reach/<id>.py` with `UNIT = Reach(...)`, found across areas. Nothing here knows Django.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rempart.channel.source import Origin, Source


@dataclass(frozen=True, slots=True)
class Reached:
    """`root` is the folder of the site where it is on this machine, and the operator has opened it; else None."""

    source: Source
    origin: Origin
    root: Path | None


@dataclass(frozen=True, slots=True)
class Reach:
    """`id` is the file's name. `site(uid)` is None for a site that this area does not know; raises Trouble (`not_allowed`,
    `unreadable_secret`). `is_busy(uid)`: something else writes to the live site just now."""

    id: str
    site: Callable[[str], Reached | None]
    is_busy: Callable[[str], bool]


def reached(all_: "dict[str, Reach]", site: str) -> Reached | None:
    """By whichever area knows it first."""
    return next((found for one in all_.values() if (found := one.site(site)) is not None), None)


def is_taken(all_: "dict[str, Reach]", site: str, by: str) -> bool:
    """Does any other area than `by` write to the live site? Asked once one's own work is written down as running: of two
    that begin at the same moment, at least one sees the other."""
    return any(one.is_busy(site) for one in all_.values() if one.id != by)
