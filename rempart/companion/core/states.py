"""How a site's companion stands, and how long we wait for it."""

from enum import StrEnum

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS

EVENTS_EVERY_MS = MINUTE_MS
LOOK_EVERY_MS = HOUR_MS
LEASE_MS = 15 * MINUTE_MS  # of one turn: a whole look at a large site, at the companion's own pace
SILENT_AFTER = 3  # failed turns in a row: about three minutes
PAUSES_MS = (MINUTE_MS, MINUTE_MS, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 10 * MINUTE_MS, 15 * MINUTE_MS)
LIED_PAUSE_MS = 5 * MINUTE_MS
CLOCK_OFF_S = 60  # the companion refuses calls from 300 on
TELL_AGAIN_MS = 6 * HOUR_MS  # what has not changed is told again, so that it does not grow stale


class LinkState(StrEnum):
    """`waiting`: somebody began to connect, and no companion has answered yet."""

    WAITING = "waiting"
    CONNECTED = "connected"
    SILENT = "silent"
    LYING = "lying"
    LEFT = "left"


ASKED = (LinkState.CONNECTED, LinkState.SILENT, LinkState.LYING)


def pause_ms(failures: int) -> int:
    """After so many failed turns in a row, at least one."""
    return PAUSES_MS[min(max(failures, 1), len(PAUSES_MS)) - 1]
