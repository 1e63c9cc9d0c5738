"""The form of what an area keeps as files in the data folder; units in `<area>/holdings/<id>.py`, `UNIT = Holding(...)`.

Backups, moves and removals find them by `across_areas("rempart", "holdings", Holding)`: a folder that no unit names is in no
backup and stays behind, which `tests/upkeep/test_holdings.py` refuses. Nothing here knows Django.
"""

from collections.abc import Callable
from dataclasses import dataclass


def flat(digest: str) -> str:
    """All files side by side."""
    return digest


def below_two(digest: str) -> str:
    """In folders named by the first two digits: some file systems are slow with many names in one."""
    return f"{digest[:2]}/{digest}"


@dataclass(frozen=True, slots=True)
class Contents:
    """Files named by their SHA-256 that rows of an organisation name: they go along with it and end with it.

    `model` is an app's model ("people.PackageFile"), `field` its column with the digest in hexadecimal digits.
    """

    model: str
    field: str = "sha256"
    place: Callable[[str], str] = flat


@dataclass(frozen=True, slots=True)
class Holding:
    """One file or folder directly in the data folder.

    `in_backup`: it is part of every backup of the data. `is_newer`: what waits there to be taken in, so that on the same
    installation a restore leaves it as it is.
    """

    id: str
    name: str
    in_backup: bool
    is_newer: bool = False
    contents: Contents | None = None
