"""The form of a range: small sites that are made new, hold nothing of anybody's, and have no way out.

A site of a range is as hostile as a copy (rempart/channel/copies.py) and lives behind the same walls; people attack it
on purpose. `<area>/ranges/<id>.py` has `UNIT = Ranges(...)`. Nothing here knows Django.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rempart.channel.copies import Copy


class RangeSite(Copy, Protocol):
    """One open site; `stop` ends its programs and leaves its folder, `close` deletes that too."""

    @property
    def is_alive(self) -> bool:
        """Do its programs run?"""

    def stop(self) -> None:
        """Served again by `Ranges.serve` with the same folder."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """What a site begins as. `admit` answers whether a one-time word lets a browser in; nobody comes in as its
    administrator without that one's password."""

    title: str
    person: str
    password: str
    admit: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Ranges:
    """`ready` is empty where sites can be made, else a word: `no_isolation`, `no_wordpress`, `no_address`. `serve(uid, folder, fresh)`
    makes the site in `folder` where there is none, serves it, and raises Trouble. It ends with this process. Its `url` is on
    loopback, or below the name that the operator gave for the room. `delete` ends
    what a killed process has left running in a folder, and follows no link that a site has laid."""

    id: str
    ready: Callable[[], str]
    serve: Callable[[str, Path, Fresh], RangeSite]
    delete: Callable[[Path], None]
