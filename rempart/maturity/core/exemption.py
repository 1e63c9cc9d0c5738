"""'Does not apply to us', said by hand: needs a reason, an approver and an end, and has limits."""

from collections.abc import Iterable, Mapping

import msgspec

from rempart.maturity.core.control import Control
from rempart.terms.duration import DAY_S
from rempart.terms.level import Dimension, Level

MAX_TERM_MS = 366 * DAY_S * 1000  # twelve months, leap years included
MAX_PER_LEVEL = 2  # of wall and watch each: more exceptions than that and the level means nothing
LONE_DELAY_MS = DAY_S * 1000  # one person alone cannot approve at once: a day, and a notice on a second channel
NEVER = ("TLS-", "BAK-", "HARD-02", "HARD-03", "AUTH-", "LOG-")  # TLS, backup, updates, login, record


class Exemption(msgspec.Struct, frozen=True, kw_only=True):
    """`asked_by` and `approver` are opaque account ids. They differ, unless one person is the whole organisation."""

    control: str
    reason: str
    asked_by: str
    approver: str
    granted_at_ms: int
    expires_at_ms: int


def may_be_exempt(control: Control) -> bool:
    """False for the controls that nobody can wave away."""
    return rows_may_be_exempt(control.rows)


def rows_may_be_exempt(rows: Iterable[str]) -> bool:
    """The same by the acceptance rows that a control answers."""
    return not any(row.startswith(NEVER) for row in rows)


def is_valid(control: Control, exemption: Exemption, now_ms: int, *, lone: bool = False) -> bool:
    """Does this exemption count now, apart from the number of others at the same level?"""
    start = exemption.granted_at_ms + (LONE_DELAY_MS if exemption.asked_by == exemption.approver else 0)
    return (
        exemption.control == control.id
        and may_be_exempt(control)
        and bool(exemption.reason.strip() and exemption.approver.strip())
        and (exemption.asked_by != exemption.approver or lone)
        and start <= now_ms < exemption.expires_at_ms
        and exemption.expires_at_ms - exemption.granted_at_ms <= MAX_TERM_MS
    )


def granted(
    controls: Mapping[str, Control], exemptions: Iterable[Exemption], now_ms: int, *, people: int | None = None
) -> tuple[Exemption, ...]:
    """The exemptions that count: at most two per level, the oldest first; one per control."""
    order = sorted(exemptions, key=lambda e: (e.granted_at_ms, e.control, e.expires_at_ms, msgspec.json.encode(e)))
    used: dict[tuple[Dimension, Level], set[str]] = {}
    found: list[Exemption] = []
    for exemption in order:
        control = controls.get(exemption.control)
        if control is None or not is_valid(control, exemption, now_ms, lone=people == 1):
            continue
        level = used.setdefault((control.dimension, control.level), set())
        if control.id not in level and len(level) < MAX_PER_LEVEL:
            level.add(control.id)
            found.append(exemption)
    return tuple(found)
