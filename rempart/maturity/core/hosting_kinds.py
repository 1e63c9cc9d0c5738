"""Generic host or one made for WordPress: the form of a row of the guide's comparison, and how answers are counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the host does in one row."""

    GENERIC = "generic"
    WORDPRESS = "wordpress"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row (CMPR-01..07); `controls` are the ids whose verdicts can tell the kind without asking."""

    id: str
    row: str
    position: int
    feature: str
    generic: str
    wordpress: str
    question: str
    controls: tuple[str, ...]
    source_line: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows are generic, how many made for WordPress; a row nobody knows is neither."""

    generic: int
    wordpress: int
    unknown: int


def count(kinds: Iterable[Kind]) -> Count:
    """A count and never an average: two strong rows do not make up for a weak one."""
    seen = list(kinds)
    return Count(seen.count(Kind.GENERIC), seen.count(Kind.WORDPRESS), seen.count(Kind.UNKNOWN))
