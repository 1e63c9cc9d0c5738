"""The number: the highest level whose every mandatory control, and all below, holds. Never an average."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from rempart.maturity.core.control import Control
from rempart.maturity.core.verdict import Verdict
from rempart.terms.level import Dimension, Level
from rempart.terms.state import State


class Fallen(msgspec.Struct, frozen=True):
    """A level that was proven once: until when."""

    level: int
    at_ms: int


class Cause(msgspec.Struct, frozen=True):
    """Why a level was lost: the control that gave way, and what was said of it then."""

    control: str
    state: State
    say: str
    values: Mapping[str, int | str] = msgspec.field(default_factory=dict)


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """What the record adds to the present (history.py folds it)."""

    proven: int = 0
    since_ms: int | None = None
    last: Fallen | None = None
    lost_because: Cause | None = None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where the wall, or the watch, stands. proven <= claimed <= unrefuted, always.

    `blocking` are the mandatory controls that keep level proven + 1 away; `looks` those that unrefuted still
    needs a look at; `ahead` are met above the proven level and lift nothing.
    """

    dimension: Dimension
    proven: int
    unrefuted: int
    claimed: int
    needed: int | None = None
    proven_since_ms: int | None = None
    proven_until_ms: int | None = None
    last_proven: Fallen | None = None
    lost_because: Cause | None = None
    blocking: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()


def stand(
    dimension: Dimension,
    controls: Iterable[Control],
    verdicts: Mapping[str, Verdict],
    *,
    needed: int | None = None,
    past: Past | None = None,
) -> Standing:
    """Fold the verdicts of one dimension. A control without a verdict is unknown; a level without controls is none."""
    gates: dict[int, list[str]] = {level: [] for level in Level if level}
    for control in controls:
        if control.mandatory and control.dimension is dimension:
            gates[control.level].append(control.id)
    passing = {name for ids in gates.values() for name in ids if name in verdicts and verdicts[name].passes}
    claimed = {name for ids in gates.values() for name in ids if name in verdicts and verdicts[name].claimed}
    refuted = {name for ids in gates.values() for name in ids if name in verdicts and verdicts[name].refutes}
    proven = _highest(gates, lambda name: name in passing)
    unrefuted = _highest(gates, lambda name: name not in refuted)
    return Standing(
        dimension=dimension,
        proven=proven,
        unrefuted=unrefuted,
        claimed=_highest(gates, lambda name: name in passing or name in claimed),
        needed=needed,
        proven_until_ms=_until(gates, proven, verdicts),
        blocking=tuple(sorted(name for name in gates.get(proven + 1, ()) if name not in passing)),
        looks=tuple(sorted(n for lv in range(1, unrefuted + 1) for n in gates[lv] if n not in passing)),
        ahead=tuple(
            sorted(n for lv in range(proven + 1, 6) for n in gates[lv] if n in passing and verdicts[n].applies)
        ),
        **_past(proven, past),
    )


def _highest(gates: Mapping[int, list[str]], holds: Callable[[str], bool]) -> int:
    level = 0
    for number in sorted(gates):
        if not gates[number] or not all(holds(name) for name in gates[number]):
            break
        level = int(number)
    return level


def _until(gates: Mapping[int, list[str]], proven: int, verdicts: Mapping[str, Verdict]) -> int | None:
    """The earliest end of the evidence that carries the proven level."""
    ends = [verdicts[name].valid_until_ms for level in range(1, proven + 1) for name in gates[level]]
    return min((end for end in ends if end is not None), default=None)


def _past(proven: int, past: Past | None) -> dict[str, Any]:
    if past is None:
        return {}
    return {
        "proven_since_ms": past.since_ms if proven and past.proven == proven else None,
        "last_proven": past.last if past.last is not None and past.last.level > proven else None,
        "lost_because": past.lost_because if past.last is not None and past.last.level > proven else None,
    }
