"""Ask every question of the check-up; one that breaks is unknown, and stops no other."""

from pathlib import Path

from rempart.registry.discover import discover
from rempart.upkeep.checkup.check import Check, Question


def ask_all(state: Path) -> list[Check]:
    """Needs Django set up."""
    return [_ask(question, state) for question in discover("rempart.upkeep.checks", Question).values()]


def _ask(question: Question, state: Path) -> Check:
    try:
        return question.ask(state)
    except (OSError, ValueError, RuntimeError) as broken:
        return Check(question.id, "unknown", f"It could not be looked at ({broken}).", "Run rempart doctor again.")
