"""Events of upkeep in the installation's log, without Django: a restored folder must be written before it serves."""

import contextlib
import errno
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rempart.channel import database
from rempart.events.kind import EventKind
from rempart.ledger import store
from rempart.ledger.entry import Entry
from rempart.terms.scope import Subject

ACTOR = "system"
SUBJECT = Subject("installation", "this")


def note(state: Path, kind: EventKind, body: Mapping[str, Any]) -> None:
    """One event, acknowledged when this returns. Raises one of store.FAULTS, FileNotFoundError before the first start."""
    if not database.is_there(state):  # opening would make it
        raise FileNotFoundError(errno.ENOENT, "nothing is recorded here yet", str(state))
    with contextlib.closing(database.connect(state)) as connection, store.writing(connection):
        store.append(connection, [entry(kind, body)])


def entry(kind: EventKind, body: Mapping[str, Any]) -> Entry:
    """For who writes it in a transaction of their own."""
    return Entry(kind.name, "", SUBJECT, time.time_ns() // 1_000_000, ACTOR, dict(body), schema=kind.schema)
