"""The integrator's sign of life in the installation's log: a record that falls silent can be told from a quiet one."""

import time

from rempart.ledger import store
from rempart.ledger.entry import Entry
from rempart.ledger.store import Connection
from rempart.terms.scope import Subject

EVERY_S = 900  # a quarter of an hour: silence shows within half an hour, and a year costs 35,000 small entries
LATE_S = 2 * EVERY_S  # design: a heartbeat is missing after twice its schedule
KIND = "ledger.heartbeat.written"
_SUBJECT = Subject("origin", store.HUB)


def age_s(connection: Connection) -> float | None:
    """Seconds since the newest heartbeat; None before the first."""
    newest = store.entries_of(connection, "", _SUBJECT, (KIND,), limit=1)
    return max(0.0, time.time() - newest[0].entry.at_ms / 1000) if newest else None


def beat(connection: Connection, epoch: int) -> None:
    """Write one, in the caller's transaction."""
    now = time.time_ns() // 1_000_000
    store.append(connection, [Entry(KIND, "", _SUBJECT, now, "system:integrator", {"epoch": epoch})])
