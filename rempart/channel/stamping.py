"""Ask the configured authority for the stamps that are due; no transaction is open while it is waited for."""

import time
from pathlib import Path

from rempart.ledger import store
from rempart.ledger.store import Connection
from rempart.ledger.timestamp import stamps
from rempart.ledger.timestamp.stamps import Stamp


def stamp_due(connection: Connection, state: Path) -> list[str]:
    """What could not be stamped, and why; empty also when no authority is set."""
    asked = stamps.configured(state)
    if asked is None:
        return []
    from rempart.ledger.timestamp import authority  # loads a parser of certificates: only where it is needed

    faults, now_ms = [], time.time_ns() // 1_000_000
    for log, text, size in stamps.due(connection, now_ms):
        try:
            token = authority.ask(asked, text)
        except authority.NoStamp as fault:
            faults.append(f"{log}: {fault}")
            with store.writing(connection):
                stamps.note_failure(connection, log, str(fault), now_ms)
            continue
        with store.writing(connection):
            stamps.keep(connection, log, Stamp(size, text, token, now_ms))
    return faults
