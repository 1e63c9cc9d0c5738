"""When each way of telling somebody is due: at once, after quiet hours, in the digest, or only if nobody answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from rempart.notices.core import quiet
from rempart.terms.duration import HOUR_S, MINUTE_S
from rempart.terms.severity import Severity

REMIND_AFTER_S = {Severity.CRITICAL: HOUR_S, Severity.WARNING: 24 * HOUR_S}  # while nobody took it in hand
REMINDERS_MAX = 24  # then the notice stays open on the page, and the ways fall silent
LATEST_MINUTES = 24 * 60  # the longest wait before the next in line is told


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody wants to be told. `after_min` > 0 = only when nobody took it in hand for so long."""

    id: int
    least: Severity
    zone: ZoneInfo
    quiet_begin: int | None = None
    quiet_end: int | None = None
    digest_minute: int | None = None
    after_min: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """One telling. `in_digest`: together with others of that day."""

    way: int
    at_ms: int
    in_digest: bool = False


def first_tellings(severity: Severity, at_ms: int, ways: Iterable[Way]) -> list[Due]:
    """For a new notice: what is due when."""
    return [_due(severity, at_ms, way) for way in ways if severity >= way.least and severity > Severity.NONE]


def _due(severity: Severity, at_ms: int, way: Way) -> Due:
    if severity is Severity.NOTICE and way.digest_minute is not None:
        return Due(way.id, quiet.next_moment(at_ms, way.zone, way.digest_minute), in_digest=True)
    turn_ms = at_ms + way.after_min * MINUTE_S * 1000
    if severity is Severity.CRITICAL:
        return Due(way.id, turn_ms)
    return Due(way.id, quiet.allowed_from(turn_ms, way.zone, way.quiet_begin, way.quiet_end))


def reminder_ms(severity: Severity, told_at_ms: int, reminders: int) -> int | None:
    """When an open notice is told again; None when it is not."""
    pause = REMIND_AFTER_S.get(severity)
    return None if pause is None or reminders >= REMINDERS_MAX else told_at_ms + pause * 1000
