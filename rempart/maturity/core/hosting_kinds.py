"""Generic host or one made for WordPress: the form of a row of the guide's comparison, how it is told, how counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rempart.terms.state import State

FAILING = frozenset({State.NOT_MET, State.PARTIAL})  # two sources that disagree tell no kind


class Kind(StrEnum):
    """What the host does in one row."""

    GENERIC = "generic"
    WORDPRESS = "wordpress"
    UNKNOWN = "unknown"


class By(StrEnum):
    """Who tells the kind of a row."""

    EVIDENCE = "evidence"
    ANSWER = "answer"
    NOBODY = "nobody"


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
class Told:
    """The kind of a row, who tells it, and the controls that decided (none for an answer)."""

    kind: Kind
    by: By
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows are generic, how many made for WordPress; a row nobody knows is neither."""

    generic: int
    wordpress: int
    unknown: int


def tell(row: Comparison, states: Mapping[str, State], answer: Kind = Kind.UNKNOWN) -> Told:
    """Evidence goes before an answer: one control that fails makes the row generic, all met make it WordPress's own.

    Only met counts: a control that does not apply here says nothing of what the host does.
    """
    failing = tuple(name for name in row.controls if states.get(name) in FAILING)
    if failing:
        return Told(Kind.GENERIC, By.EVIDENCE, failing)
    if row.controls and all(states.get(name) is State.MET for name in row.controls):
        return Told(Kind.WORDPRESS, By.EVIDENCE, row.controls)
    return Told(answer, By.NOBODY if answer is Kind.UNKNOWN else By.ANSWER)


def count(kinds: Iterable[Kind]) -> Count:
    """A count and never an average: two strong rows do not make up for a weak one."""
    seen = list(kinds)
    return Count(seen.count(Kind.GENERIC), seen.count(Kind.WORDPRESS), seen.count(Kind.UNKNOWN))
