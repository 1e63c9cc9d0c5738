"""Events of upkeep in the installation's log, without Django: a restored folder must be written before it serves."""

import contextlib
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rempart.channel import database
from rempart.events.kind import EventKind
from rempart.ledger import store as ledger
from rempart.ledger.entry import Entry
from rempart.terms.scope import Subject

ACTOR = "system"
SUBJECT = Subject("installation", "this")


def note(state: Path, kind: EventKind, body: Mapping[str, Any]) -> None:
    """One event, acknowledged when this returns. Raises one of FAULTS."""
    entry = Entry(kind.name, "", SUBJECT, time.time_ns() // 1_000_000, ACTOR, dict(body), schema=kind.schema)
    with contextlib.closing(database.connect(state)) as connection, ledger.writing(connection):
        ledger.append(connection, [entry])
