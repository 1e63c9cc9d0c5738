"""Who was erased stays erased: tombstones stand in the database, in a file beside it, and in the entries themselves.

A database put back from last week's copy knows nothing of this week's erasures; `replay` runs before it serves.
"""

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from rempart.ledger import durable, store
from rempart.ledger import entry as forms
from rempart.ledger.commitment import erase
from rempart.ledger.store import Connection
from rempart.ledger.stores.traces import forget_traces

FILE = Path("tombstones") / "erased"  # one line each: milliseconds, a space, whom
READER = "ledger.tombstones"
BATCH = 100  # people forgotten in one transaction

Tombstones = dict[str, int]  # whom, and when in milliseconds


def in_database(connection: Connection) -> Tombstones:
    """Those of the table."""
    return {person: int(at_ms) for person, at_ms in connection.execute("SELECT person, at_ms FROM ledger_erasure")}


def in_file(state: Path) -> Tombstones:
    """Those of the file; a line torn by a power cut is left out (the table has it)."""
    found: Tombstones = {}
    try:
        lines = (state / FILE).read_text("utf-8", errors="replace").split("\n")[:-1]
    except FileNotFoundError:
        return found
    for line in lines:
        at_ms, _, person = line.partition(" ")
        if at_ms.isascii() and at_ms.isdecimal() and person:
            found.setdefault(person, int(at_ms))
    return found


def _collect(found: Tombstones, entries: Iterable[forms.Recorded], kinds: Collection[str]) -> None:
    for recorded in entries:
        if recorded.entry.kind in kinds:
            found.setdefault(recorded.entry.subject.id, recorded.entry.at_ms)


def keep(connection: Connection, state: Path) -> int:
    """Bring the file up to date with the table; how many lines were new. After the commit of an erasure, and at a start."""
    known = in_file(state)
    missing = {person: at for person, at in in_database(connection).items() if person not in known}
    if missing:
        _append(state, missing)
    return len(missing)


def _append(state: Path, missing: Tombstones) -> None:
    file = state / FILE
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        # A line torn by a power cut is ended first, so that the next one can be read.
        os.write(handle, b"\n" + "".join(f"{at} {person}\n" for person, at in missing.items()).encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    durable.sync(file.parent)


def replay(
    connection: Connection, state: Path, kinds: Collection[str], also: Mapping[str, int] | None = None
) -> list[str]:
    """Forget again everybody who has a tombstone anywhere; who was forgotten anew. Runs before anything serves.

    `kinds` are the events that erase their subject (entries fetched back by a recovery hold some that the table
    lacks); `also` are tombstones from elsewhere: an export, a backup of keys. Killed or repeated, nothing is harmed.
    """
    known = in_database(connection)
    wanted = {**(also or {}), **_in_entries(connection, kinds), **in_file(state), **known}
    returned = _returned(connection)
    due = sorted(person for person in wanted if person not in known or person in returned)
    for start in range(0, len(due), BATCH):
        with store.writing(connection):
            for person in due[start : start + BATCH]:
                erase(connection, person, wanted[person])
    if due:
        forget_traces(connection)
    keep(connection, state)
    _mark(connection)
    return due


def _returned(connection: Connection) -> set[str]:
    rows = connection.execute(
        "SELECT person FROM ledger_person_key JOIN ledger_erasure USING (person)"
        " UNION SELECT person FROM ledger_personal JOIN ledger_erasure USING (person)"
    )
    return {person for (person,) in rows}


def _in_entries(connection: Connection, kinds: Collection[str]) -> Tombstones:
    found: Tombstones = {}
    for log in store.logs(connection):
        after = store.cursor(connection, READER, log)
        while batch := store.read_after(connection, log, after, kinds):
            _collect(found, batch, kinds)
            after = batch[-1].index
    return found


def _mark(connection: Connection) -> None:
    """The next start reads only what came since: within one database an erasure's entry and row commit together."""
    heads = [head for log in store.logs(connection) if (head := store.head(connection, log)) is not None]
    behind = [head for head in heads if store.cursor(connection, READER, head.log) < head.size - 1]
    if behind:
        with store.writing(connection):
            for head in behind:
                store.move_cursor(connection, READER, head.log, head.size - 1)
