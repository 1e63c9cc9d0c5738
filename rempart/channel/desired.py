"""Wanted state down: documents published in the state database, followed by processes without Django.

The follower polls `PRAGMA data_version` (microseconds), keeps the last good document in a file, and starts
from that file when the database is away.
"""

import json
import os
from pathlib import Path
from typing import Any

import msgspec

from rempart.channel import database
from rempart.ledger import canonical
from rempart.ledger.store import FAULTS, Connection, is_postgres, require_transaction

SCHEMA: tuple[str, ...] = (
    "CREATE TABLE published_document (name TEXT PRIMARY KEY, version INTEGER NOT NULL, document BLOB NOT NULL)",
)
DOCUMENT_MAX_BYTES = 16 * 1024 * 1024  # a rule set with its lists; larger is a mistake


class Document(msgspec.Struct, frozen=True):
    """One version of a published document; versions of a name count up from 1."""

    name: str
    version: int
    content: dict[str, Any]


def create(connection: Connection) -> None:
    """Run the schema (called by a migration)."""
    for statement in SCHEMA:
        connection.execute(statement.replace("BLOB", "BYTEA") if is_postgres(connection) else statement)


def publish(connection: Connection, name: str, content: dict[str, Any]) -> int:
    """Make `content` the newest version, in the caller's transaction; its number. The same content keeps its number."""
    require_transaction(connection)
    data = canonical.encode(content)
    if len(data) > DOCUMENT_MAX_BYTES:
        raise ValueError(f"a document of {len(data)} bytes; at most {DOCUMENT_MAX_BYTES}")
    connection.execute(
        "INSERT INTO published_document VALUES (?, 1, ?) ON CONFLICT (name) DO UPDATE SET"
        " version = published_document.version + 1, document = excluded.document"
        " WHERE published_document.document <> excluded.document",
        (name, data),
    )
    (version,) = connection.execute("SELECT version FROM published_document WHERE name = ?", (name,)).fetchone()
    return int(version)


class Follower:
    """Follows one document. `keep` is the file that survives a missing database."""

    def __init__(self, state: Path, name: str, keep: Path) -> None:
        self._state, self._name, self._keep = state, name, keep
        self._connection: Connection | None = None
        self._data_version = -1
        self.current: Document | None = self._kept()

    def poll(self) -> bool:
        """Look for a newer version; True when `current` has changed. A database that is away or busy changes nothing."""
        try:
            return self._poll()
        except FAULTS:
            self.close()
            return False

    def _poll(self) -> bool:
        if self._connection is None:
            self._connection = database.connect_to_read(self._state)
        seen = self._seen(self._connection)
        if seen == self._data_version:
            return False
        row = self._connection.execute(
            "SELECT version, document FROM published_document WHERE name = ?", (self._name,)
        ).fetchone()
        self._data_version = seen
        if row is None or (self.current is not None and row[0] == self.current.version):
            return False
        self.current = Document(self._name, row[0], json.loads(row[1]))
        self._write(self.current)
        return True

    def _seen(self, connection: Connection) -> int:
        """A number that changes with the document: SQLite's own counter takes microseconds, a server is asked."""
        if not is_postgres(connection):
            (version,) = connection.execute("PRAGMA data_version").fetchone()
        else:
            query = "SELECT coalesce(max(version), 0) FROM published_document WHERE name = ?"
            (version,) = connection.execute(query, (self._name,)).fetchone()
        return int(version)

    def _kept(self) -> Document | None:
        try:
            return msgspec.json.decode(self._keep.read_bytes(), type=Document)
        except (OSError, ValueError, msgspec.MsgspecError):
            return None  # nothing kept yet, or a file cut short by a crash: the database has it

    def _write(self, document: Document) -> None:
        half = self._keep.with_name(f"{self._keep.name}.half")
        with half.open("wb") as out:
            out.write(msgspec.json.encode(document))
            out.flush()
            os.fsync(out.fileno())
        half.replace(self._keep)

    def close(self) -> None:
        """Let go of the database; `current` stays."""
        if self._connection is not None:
            self._connection.close()
        self._connection, self._data_version = None, -1
