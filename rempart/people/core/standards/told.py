"""What a package tells about somebody's way through it, and whether its minutes count.

A package says what it likes: its word is shown as its word. The time is the hub's own, and bounds what it may count for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, isfinite
from typing import Any

from rempart.people.core.attempt import HURRIED, MOST_STEP_S, Why
from rempart.people.core.standards.course import Kind, Part

MAX_KEPT = 96 * 1024  # bytes of one part's state: SCORM 2004 asks for 64,000 characters of suspend data
MAX_VALUES = 4_000  # of one part's state
MAX_NESTED = 8
FINISHED, PASSED, FAILED = "completed", "passed", "failed"


@dataclass(frozen=True, slots=True)
class Told:
    """`is_passed` and `score` (0..1) are None where the package does not say."""

    is_finished: bool
    is_passed: bool | None
    score: float | None


NOTHING = Told(False, None, None)


def fits(state: Any) -> bool:
    """Is it a state that may be kept: plain values, not too many, not too deep?"""
    waiting, seen = [(state, 0)], 0
    while waiting:
        here, depth = waiting.pop()
        seen += 1
        if seen > MAX_VALUES or depth > MAX_NESTED:
            return False
        if isinstance(here, dict):
            waiting += [(value, depth + 1) for value in here.values()]
        elif isinstance(here, list):
            waiting += [(value, depth + 1) for value in here]
        elif isinstance(here, float) and not isfinite(here):
            return False
        elif isinstance(here, str) and "\0" in here:
            return False  # PostgreSQL has no such letter
    return isinstance(state, dict)


def told(kind: Kind, part: Part, cmi: Mapping[str, Any]) -> Told:
    """From the state that its runtime keeps."""
    return _of_12(part, _map(cmi.get("core"))) if kind is Kind.SCORM12 else _of_2004(part, cmi)


def _of_12(part: Part, core: Mapping[str, Any]) -> Told:
    status, given = core.get("lesson_status"), _map(core.get("score"))
    raw, top = _number(given.get("raw")), _number(given.get("max"))
    score = None if raw is None else _share(raw / (top if top else 100))
    passed = {PASSED: True, FAILED: False}.get(status) if isinstance(status, str) else None
    if status == FINISHED and (asked := _number(part.passing)) is not None and raw is not None:
        passed = raw >= asked
    return Told(status in (FINISHED, PASSED, FAILED), passed, score)


def _of_2004(part: Part, cmi: Mapping[str, Any]) -> Told:
    scaled = _number(_map(cmi.get("score")).get("scaled"))
    success = cmi.get("success_status")
    passed = {PASSED: True, FAILED: False}.get(success) if isinstance(success, str) else None
    if (asked := _number(part.passing)) is not None and scaled is not None:
        passed = scaled >= asked
    is_finished = cmi.get("completion_status") == FINISHED or (success in (PASSED, FAILED))
    return Told(is_finished, passed, None if scaled is None else _share(scaled))


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: Any) -> float | None:
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if isfinite(found) else None


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))


def spent(seconds: float, since_s: float) -> float:
    """The hub's own clock between two words of the page; who goes for a coffee is not learning for an hour."""
    return seconds + min(max(0.0, since_s), MOST_STEP_S)


def worth(parts: Iterable[Told], seconds: float, minutes: int) -> tuple[Why, int]:
    """Whether it counts, and how many minutes: never more than was spent, never more than it typically takes."""
    each = list(parts)
    if not each or not all(one.is_finished for one in each):
        return Why.UNDER_WAY, 0
    if any(one.is_passed is False for one in each):
        return Why.GUESSED, 0
    if seconds < HURRIED * minutes * 60:
        return Why.HURRIED, 0
    return Why.COUNTS, min(minutes, ceil(seconds / 60))
