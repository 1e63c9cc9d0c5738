"""Events of upkeep in the installation's log, without Django: a restored folder must be written before it serves."""

import contextlib
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rempart.channel.place import database
from rempart.events.kind import EventKind
from rempart.ledger.entry import Entry
from rempart.ledger.stores import sqlite as ledger
from rempart.terms.scope import Subject

ACTOR = "system"
SUBJECT = Subject("installation", "this")


def note(state: Path, kind: EventKind, body: Mapping[str, Any]) -> None:
    """One event, acknowledged when this returns. Raises sqlite3.Error."""
    entry = Entry(kind.name, "", SUBJECT, time.time_ns() // 1_000_000, ACTOR, dict(body), schema=kind.schema)
    with contextlib.closing(ledger.connect(database(state))) as connection, ledger.writing(connection):
        ledger.append(connection, [entry])
