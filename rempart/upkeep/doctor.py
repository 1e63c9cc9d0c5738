"""Ask every question of the check-up; one that breaks is unknown, and stops no other."""

import contextlib
import time
from pathlib import Path

import msgspec

from rempart.registry.discover import discover
from rempart.upkeep import places
from rempart.upkeep.checkup.check import Check, Question

KEPT = "checkup.json"


class CheckUp(msgspec.Struct, frozen=True):
    """The answers, and when they were given."""

    at_ms: int
    checks: list[Check]


def ask_all(state: Path) -> list[Check]:
    """Needs Django set up."""
    return [_ask(question, state) for question in discover("rempart.upkeep.checks", Question).values()]


def _ask(question: Question, state: Path) -> Check:
    try:
        return question.ask(state)
    except (OSError, ValueError, RuntimeError) as broken:
        return Check(question.id, "unknown", f"It could not be looked at ({broken}).", "Run rempart doctor again.")


def keep(state: Path) -> None:
    """Ask, and keep the answers for the page."""
    half = places.work(state) / f"{KEPT}~"
    half.write_bytes(msgspec.json.encode(CheckUp(time.time_ns() // 1_000_000, ask_all(state))))
    half.replace(half.with_name(KEPT))


def kept(state: Path) -> CheckUp | None:
    """The newest answers, if any were kept."""
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode((state / places.WORK / KEPT).read_bytes(), type=CheckUp)
    return None
