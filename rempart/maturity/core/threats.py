"""Which threats are open, partly stopped or covered, and which remain at every level."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import msgspec

from rempart.maturity.core.control import Control, Part
from rempart.maturity.core.step import Step
from rempart.maturity.core.threat import Threat
from rempart.maturity.core.verdict import Verdict
from rempart.terms.level import Dimension
from rempart.terms.state import Coverage, State

PARTS = tuple(Part)
NEVER_ALONE = "END-01"  # a virus scanner exists in most firms that were broken into: alone it lessens nothing (END-02)


class ThreatStatus(msgspec.Struct, frozen=True, kw_only=True):
    """`by` are the controls met against it; `missing` those that covering it still takes."""

    id: str
    status: Coverage
    by: tuple[str, ...]
    missing: tuple[str, ...]


class Residual(msgspec.Struct, frozen=True):
    """Something no level here stops: item `number` of a step's `residual`, or (number -1) a whole threat."""

    unit: str
    number: int


def coverage(
    controls: Collection[Control], threats: Iterable[Threat], verdicts: Mapping[str, Verdict]
) -> tuple[ThreatStatus, ...]:
    """Covered needs every necessary control; a threat that names none needs every preventing one."""
    empty: dict[Part, list[str]] = {part: [] for part in PARTS}
    parts: dict[str, dict[Part, list[str]]] = defaultdict(lambda: {part: [] for part in PARTS})
    for control in controls:
        for against in control.threats:
            parts[against.threat][against.part].append(control.id)
    alone = {control.id for control in controls if control.rows == (NEVER_ALONE,)}
    return tuple(_status(threat.code, parts.get(threat.code, empty), verdicts, alone) for threat in threats)


def _status(
    threat: str, parts: Mapping[Part, list[str]], verdicts: Mapping[str, Verdict], alone: set[str]
) -> ThreatStatus:
    needed = parts[Part.NECESSARY] or parts[Part.PREVENTS]
    missing = [name for name in needed if name not in verdicts or not verdicts[name].passes]
    by = [n for names in parts.values() for n in names if n in verdicts and verdicts[n].state is State.MET]
    some = Coverage.PARTLY if set(by) - alone else Coverage.OPEN
    status = Coverage.COVERED if needed and not missing else some
    return ThreatStatus(id=threat, status=status, by=tuple(sorted(set(by))), missing=tuple(sorted(set(missing))))


def residual(steps: Iterable[Step], threats: Iterable[Threat], proven: int) -> tuple[Residual, ...]:
    """What the source says the level does not stop, and what none does. Below level 1, what 1 does not stop either."""
    level = max(proven, 1)
    found = [
        Residual(step.id, number)
        for step in steps
        if step.dimension is Dimension.WALL and step.level == level
        for number in range(len(step.residual))
    ]
    return (*found, *(Residual(threat.id, -1) for threat in threats if threat.always_residual))
