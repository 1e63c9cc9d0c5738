"""The form of whoever counts a site's requests elsewhere than in a log on this machine.

`<area>/visits/<id>.py` has `UNIT = Visits(...)`: the companion's area offers what companions count; the watch reads it
and judges what is unusual. Nothing here knows Django.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """Requests by the moment (ms) at which their minute began; minutes without any are left out.

    Whole from `from_ms` to before `until_ms`: what is left out in between was nothing. `from_ms` is later than what was
    asked for where the rest was lost.
    """

    from_ms: int
    until_ms: int
    minutes: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Visits:
    """`sites` says of which sites (uid) requests are counted; `since` tells of one from that moment on, None when nothing is new."""

    id: str
    sites: Callable[[], frozenset[str]]
    since: Callable[[str, int], Counted | None]
