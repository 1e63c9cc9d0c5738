"""Whether time went on as it should: our own pauses and a clock that was set are named, and are nobody's outage."""

from dataclasses import dataclass

import msgspec

JUMP_MS = 2_000  # a clock that drifts is corrected by less than this between two marks
AWAY_MS = 15_000  # marks are made every few seconds; a longer gap means that nobody was there


class Mark(msgspec.Struct, frozen=True):
    """Both clocks at one moment; `boot` tells whether `mono_ms` of two marks may be compared."""

    wall_ms: int
    mono_ms: int
    boot: str


@dataclass(frozen=True, slots=True)
class Passed:
    """`away_ms`: how long nobody made a mark, 0 when all is well. `jump_ms`: by how much the clock was set."""

    away_ms: int = 0
    jump_ms: int = 0
    is_restart: bool = False


def compare(before: Mark | None, now: Mark) -> Passed:
    """What happened between two marks. After a restart of the machine a set clock cannot be told from a pause."""
    if before is None:
        return Passed()
    if before.boot != now.boot or now.mono_ms < before.mono_ms:
        gap = max(0, now.wall_ms - before.wall_ms)
        return Passed(away_ms=gap if gap > AWAY_MS else 0, is_restart=True)
    really = now.mono_ms - before.mono_ms
    jump = now.wall_ms - before.wall_ms - really
    return Passed(away_ms=really if really > AWAY_MS else 0, jump_ms=jump if abs(jump) > JUMP_MS else 0)


def wall_of(mono_ms: int, boot: str, wall_ms: int, now: Mark) -> int:
    """When a look was taken, by today's clock: a clock that was set meanwhile does not move it."""
    return now.wall_ms - (now.mono_ms - mono_ms) if boot == now.boot and mono_ms <= now.mono_ms else wall_ms
