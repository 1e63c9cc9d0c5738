"""Quarters of a year, and which smaller role would do for what is really used."""

from collections.abc import Collection
from datetime import UTC, datetime

from rempart.directory.core.roles import GRANTS, OFFERED, Permission, Role


def quarter_of(at_ms: int) -> str:
    """Like `2026Q4`, UTC."""
    moment = datetime.fromtimestamp(at_ms / 1000, UTC)
    return f"{moment.year}Q{(moment.month + 2) // 3}"


def smaller_role(role: Role, used: Collection[Permission]) -> Role | None:
    """The smallest role that holds all that was used and nothing that the present one lacks; None = none is smaller."""
    fits = [one for one in OFFERED if set(used) <= GRANTS[one] < GRANTS[role]]
    return min(fits, key=lambda one: (len(GRANTS[one]), one.value)) if fits and used else None
