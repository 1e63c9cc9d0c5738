"""The form of the assessment document: what docs/contracts.md promises, as types.

docs/generated/assess.schema.json is printed from here, and tests hold real documents against it.
Every key is always there; nothing else is.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from rempart.terms.evidence import Key, Operator
from rempart.terms.level import Dimension
from rempart.terms.scope import Scope, Side
from rempart.terms.state import Coverage, State

Moment = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", description="RFC 3339, UTC")]
Level = Annotated[int, Meta(ge=0, le=5)]
Course = Annotated[int, Meta(ge=1, le=5)]
Share = Annotated[float, Meta(ge=0, le=1)]
UnitId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")]
ThreatId = Annotated[str, Meta(pattern=r"^T\d\d$")]
VantageWord = Literal["external", "same_network", "same_host", "lab"]
ClassWord = Literal["stated", "documented", "configured", "observed", "exercised"]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every part: all keys required, none besides."""


class Money(Part, frozen=True):
    """An amount in the smallest unit of its currency."""

    amount_minor: int
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")]


class LastProven(Part, frozen=True):
    """The level that was proven before the present one, and when last."""

    level: Level
    at: Moment


class LostBecause(Part, frozen=True):
    """The stone that brought the level down."""

    control: UnitId
    state: State
    reason: str


class Standing(Part, frozen=True):
    """Where the wall or the watch stands. `needed` is null without a profile."""

    proven: Level
    proven_since: Moment | None
    proven_until: Moment | None
    unrefuted: Level
    claimed: Level
    needed: Level | None
    last_proven: LastProven | None
    lost_because: LostBecause | None


class Levels(Part, frozen=True):
    """Two dimensions, never one number."""

    wall: Standing
    watch: Standing


class Ref(Part, frozen=True):
    """A fact's place in the ledger; `hash` is the leaf hash."""

    log: str
    index: Annotated[int, Meta(ge=0)]
    hash: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class ControlVerdict(Part, frozen=True, rename={"class_": "class"}):
    """One stone. `class` is the best evidence behind the state, null when there is none."""

    id: UnitId
    rows: list[str]
    dimension: Dimension
    level: Course
    mandatory: bool
    applies: bool
    side: Side
    scope: Scope
    state: State
    class_: ClassWord | None
    source: str | None
    operator: Operator | None
    vantage: VantageWord | None
    observed_at: Moment | None
    valid_until: Moment | None
    reason: Annotated[str, Meta(min_length=1)]
    key: Key | None
    facts: list[Ref]


class ThreatCover(Part, frozen=True):
    """What is proven against a threat, and what is missing."""

    id: ThreatId
    status: Coverage
    by: list[UnitId]
    missing: list[UnitId]


class Urgent(Part, frozen=True):
    """What cannot wait, whatever the level."""

    cause: Literal["compromise", "exploited_flaw", "certificate_expired", "no_backup"]
    control: UnitId
    reason: str


class GuideStep(Part, frozen=True):
    """The next stones in the guide's order; `needs` names controls that come first and the key it takes."""

    control: UnitId
    source_line: int | None
    needs: list[str]


class Hours(Part, frozen=True):
    """A range of work."""

    low: float
    high: float


class Cost(Part, frozen=True):
    """A range of money for the first year."""

    low: Money
    high: Money


class LossRemoved(Part, frozen=True):
    """A year's loss that goes away, as percentiles."""

    p5: Money
    p50: Money
    p95: Money


class ValueStep(Part, frozen=True):
    """A control by what it removes for what it costs."""

    control: UnitId
    hours: Hours
    cost: Cost
    loss_removed: LossRemoved


class Next(Part, frozen=True):
    """Three bands: what cannot wait, the guide's order, the order by value."""

    now: list[Urgent]
    guide: list[GuideStep]
    value: list[ValueStep]


class ReturnInput(Part, frozen=True):
    """An input of the return with its source and date; `strength` says how far it moves the result."""

    id: str
    low: float
    likely: float
    high: float
    unit: str
    strength: Share
    source: str
    dated: str


class Return(Part, frozen=True):
    """The return of the plan; money a year."""

    mean: Money
    p50: Money
    p95: Money
    chance_any_loss: Share
    pays_1y: Share
    pays_3y: Share
    break_even_chance: Share | None
    inputs: Annotated[list[ReturnInput], Meta(max_length=5)]
    gains: list[str]
    sentence: str


class AssessDocument(Part, frozen=True, rename={"return_": "return"}):
    """What `rempart assess --json` prints. `return` is null when nothing is left to do."""

    schema: Literal[1]
    target: str
    started_at: Moment
    duration_s: Annotated[float, Meta(ge=0)]
    vantage: VantageWord | None
    lab: bool
    level: Levels
    controls: list[ControlVerdict]
    threats: list[ThreatCover]
    next: Next
    return_: Return | None
    residual: list[str]


def json_schema() -> dict[str, Any]:
    """As JSON Schema 2020-12."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "rempart assess --json"}
    return {**head, **msgspec.json.schema(AssessDocument)}
