"""Who has been erased stays erased: tombstones from everything newer than the copy are replayed before it serves."""

import contextlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from rempart.ledger.commitment import erase, forget_traces
from rempart.ledger.stores.sqlite import connect, connect_to_read
from rempart.ledger.stores.transactions import writing

PEOPLE = "UPDATE directory_person SET name = '', email = '', staff_number = '', account_id = NULL WHERE uid = ?"
FREE = "DELETE FROM directory_person_teams WHERE person_id IN (SELECT id FROM directory_person WHERE uid = ?)"


def of(file: Path) -> dict[str, int]:
    """Tombstones in a database: who, and when. Empty where there is none to read."""
    return {str(person): int(at_ms) for person, at_ms in _rows(file, "SELECT person, at_ms FROM ledger_erasure")}


def keys_of(file: Path) -> dict[str, bytes]:
    """Keys of persons in a database."""
    return {str(person): bytes(key) for person, key in _rows(file, "SELECT person, key FROM ledger_person_key")}


def _rows(file: Path, query: str) -> list[tuple[str, int | bytes]]:
    if not file.exists():
        return []
    try:
        with contextlib.closing(connect_to_read(file)) as database:
            return database.execute(query).fetchall()
    except sqlite3.Error:
        return []


def replay(file: Path, erased: Mapping[str, int]) -> int:
    """Erase each of them in this database again; how many there are. Harmless when repeated."""
    with contextlib.closing(connect(file)) as database:
        with writing(database):
            database.execute("PRAGMA secure_delete=ON")
            for person, at_ms in erased.items():
                erase(database, person, at_ms)
                for statement in (FREE, PEOPLE):
                    with contextlib.suppress(sqlite3.OperationalError):  # a copy from before that table
                        database.execute(statement, (person,))
        forget_traces(database)
    return len(erased)


def put_keys(file: Path, sources: Iterable[Mapping[str, bytes]]) -> None:
    """Keys of persons into a copy that came without them; the first source that has one is believed."""
    with contextlib.closing(connect(file)) as database, writing(database):
        for keys in sources:
            database.executemany(
                "INSERT INTO ledger_person_key VALUES (?, ?) ON CONFLICT (person) DO NOTHING", list(keys.items())
            )
