"""The form of a control: its data and its judging function, side by side in one unit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from rempart.facts.fact import Fact
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State


class Part(StrEnum):
    """What a control does about a threat. Covered needs every NECESSARY control of that threat met."""

    NECESSARY = "necessary"
    PREVENTS = "prevents"
    DETECTS = "detects"


@dataclass(frozen=True, slots=True)
class Against:
    """One threat (T01..T25) and the part the control plays."""

    threat: str
    part: Part


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one fact says: MET, NOT_MET, PARTIAL, UNKNOWN or ERROR; `say` is a key of the unit's `says`.

    `values` fill the sentence; whole numbers and texts only.
    """

    state: State
    say: str
    values: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Need:
    """A kind of fact that can speak for the control, for how long (seconds), and the function that reads it.

    `judge` answers None when this fact says nothing of the control (a probe of another class of attack):
    it then counts as if it were not there, and never hides an older fact that does speak.
    """

    fact: type[Fact]
    max_age_s: int
    judge: Callable[[Any], Opinion | None]


@dataclass(frozen=True, slots=True)
class Effort:
    """What it takes, as ranges: hours of work once, and cost a year in cents of EUR; `source` says who says so."""

    hours: tuple[float, float]
    cost_year_minor: tuple[int, int]
    source: str


@dataclass(frozen=True, slots=True)
class Control:
    """One requirement of one level.

    `needs` empty means that no collector exists yet: only a reviewed document can meet it, where D stands
    in `proof`. `together`: every need must be met (else any one suffices). `each`: every need of which something
    was seen must be met; one that could not be looked at is made good by another that could. `outside`: never passes from the
    same host. `exercise_exists`: at level 5 observed evidence then does not suffice. `applies` looks at the
    newest fact of each kind and answers None when it cannot tell (then the control applies).
    `voided_by` names the changes after which older evidence is void. `source_lines` are lines of the guide.
    """

    id: str
    rows: tuple[str, ...]
    dimension: Dimension
    level: Level
    proof: tuple[Proof, ...]
    scope: Scope
    side: Side
    title: str
    why: str
    fix: tuple[str, ...]
    question: str
    effort: Effort
    source: str
    threats: tuple[Against, ...]
    mandatory: bool = True
    key: Key | None = None
    needs: tuple[Need, ...] = ()
    together: bool = False
    each: bool = False
    outside: bool = False
    exercise_exists: bool = False
    document_max_age_s: int = 365 * 86_400
    applies_when: str = ""
    applies: Callable[[Mapping[str, Fact]], bool | None] | None = None
    voided_by: tuple[str, ...] = ()
    says: Mapping[str, str] = field(default_factory=dict)
