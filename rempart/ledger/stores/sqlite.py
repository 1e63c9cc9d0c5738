"""The ledger on SQLite: append inside the caller's transaction, read in order, follow with cursors."""

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from rempart.ledger import entry as forms
from rempart.ledger.entry import Entry, Recorded
from rempart.ledger.stores import succession
from rempart.ledger.stores.connect import connect, connect_to_read, reading, writing
from rempart.ledger.stores.integrate import Overtaken, claim, has_unsigned, integrate
from rempart.ledger.stores.tables import SCHEMA, TABLES, create
from rempart.terms.scope import Subject

__all__ = [
    "HUB",
    "SCHEMA",
    "TABLES",
    "Head",
    "NoTransaction",
    "Overtaken",
    "add_pending",
    "append",
    "claim",
    "connect",
    "connect_to_read",
    "create",
    "cursor",
    "entries_of",
    "entry_bytes",
    "final_bytes",
    "has_unsigned",
    "head",
    "hub_epoch",
    "integrate",
    "logs",
    "move_cursor",
    "pending_count",
    "pending_row",
    "put_blob",
    "read_after",
    "read_blob",
    "reading",
    "unread",
    "writing",
]  # fmt: skip

HUB = "hub"  # origin of what actions write on this installation
HUB_EPOCH = 1  # the first; a recovered installation goes on with a higher one (docs/format.md, section 2)
BLOB_MAX_BYTES = 16 * 1024 * 1024  # larger evidence belongs into the backup's store, not into the record
READ_MAX = 10_000  # entries returned at once, whatever is asked for

_PENDING = (
    "INSERT INTO ledger_entry (log, kind, org, subject_kind, subject_id, at_ms, front, tail)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


class NoTransaction(RuntimeError):
    """`append` outside a transaction: the change and its record could part."""


class Head(NamedTuple):
    """State of one log. `note` is the newest signed checkpoint; it may lag behind `size` for a moment."""

    log: str
    size: int
    root: bytes
    frontier: bytes
    recorded_ms: int
    epoch: int
    note: str
    note_size: int


def append(connection: sqlite3.Connection, entries: Iterable[Entry]) -> list[int]:
    """Write entries in the caller's open transaction; returns their sequence numbers. Raises NoTransaction.

    They are acknowledged when that transaction has been committed, and get an index soon after. A value
    that the format refuses raises NotCanonical (a ValueError).
    """
    require_transaction(connection)
    batch = list(entries)
    if not batch:
        return []
    batch = succession.settled(connection, batch)
    epoch = hub_epoch(connection)
    (last,) = connection.execute(
        "INSERT INTO ledger_cursor VALUES (?, ?, ?)"
        " ON CONFLICT (origin, epoch) DO UPDATE SET seq = ledger_cursor.seq + excluded.seq RETURNING seq",
        (HUB, epoch, len(batch)),
    ).fetchone()
    numbers = list(range(last - len(batch) + 1, last + 1))
    connection.executemany(
        _PENDING, [pending_row(entry, HUB, epoch, seq) for entry, seq in zip(batch, numbers, strict=True)]
    )
    return numbers


def hub_epoch(connection: sqlite3.Connection) -> int:
    """The epoch in which this installation's own actions write."""
    (epoch,) = connection.execute(
        "SELECT coalesce(max(epoch), ?) FROM ledger_cursor WHERE origin = ?", (HUB_EPOCH, HUB)
    ).fetchone()
    return int(epoch)


def require_transaction(connection: sqlite3.Connection) -> None:
    """Raise NoTransaction unless one is open."""
    if not connection.in_transaction:
        raise NoTransaction("open a transaction first: the change and its record are committed together or not at all")


PendingRow = tuple[str, str, str, str, str, int, bytes, bytes]


def pending_row(entry: Entry, origin: str, epoch: int, seq: int) -> PendingRow:
    """The row of `ledger_entry`. Raises NotCanonical."""
    front, tail = forms.pending(entry, origin, epoch, seq)
    subject = entry.subject
    return (entry.home, entry.kind, entry.org, subject.kind, subject.id, entry.at_ms, front, tail)


def add_pending(connection: sqlite3.Connection, rows: Iterable[PendingRow]) -> None:
    """Rows whose sequence numbers another cursor vouches for (the drain of a spool)."""
    require_transaction(connection)
    connection.executemany(_PENDING, rows)


def pending_count(connection: sqlite3.Connection) -> int:
    """Entries acknowledged and still without an index."""
    (count,) = connection.execute(
        "SELECT count(*) FROM ledger_entry WHERE id > (SELECT coalesce(max(id), 0) FROM ledger_place)"
    ).fetchone()
    return int(count)


def logs(connection: sqlite3.Connection) -> list[str]:
    """Names of all logs that hold something."""
    return [name for (name,) in connection.execute("SELECT log FROM ledger_head ORDER BY log")]


def head(connection: sqlite3.Connection, log: str) -> Head | None:
    """State of a log, or None before its first entry."""
    row = connection.execute(
        "SELECT log, size, root, frontier, recorded_ms, epoch, note, note_size FROM ledger_head WHERE log = ?", (log,)
    ).fetchone()
    return Head(*row) if row else None


def read_after(
    connection: sqlite3.Connection, log: str, index: int = -1, kinds: Collection[str] = (), limit: int = 1000
) -> list[Recorded]:
    """Entries of a log with an index above `index`, in order; of all kinds, or of those named."""
    where, values = _of_kinds(kinds)
    rows = connection.execute(
        f"SELECT idx, leaf, recorded_ms, front, tail FROM ledger_place JOIN ledger_entry USING (id)"  # noqa: S608 - only question marks
        f" WHERE ledger_place.log = ? AND idx > ?{where} ORDER BY idx LIMIT ?",
        (log, index, *values, min(limit, READ_MAX)),
    )
    return [_recorded(*row) for row in rows]


def unread(
    connection: sqlite3.Connection, reader: str, log: str, kinds: Collection[str] = (), limit: int = 1000
) -> list[Recorded]:
    """What a reader has not dealt with yet, of a log or of the one that followed it; all from one and the same."""
    for name in succession.lineage(connection, log):
        found = read_after(connection, name, cursor(connection, reader, name), kinds, limit)
        if found:
            return found
    return []


def entries_of(
    connection: sqlite3.Connection, org: str, subject: Subject, kinds: Collection[str] = (), limit: int = 1000
) -> list[Recorded]:
    """Entries about one subject of one organisation, newest first; of all kinds, or of those named."""
    where, values = _of_kinds(kinds)
    rows = connection.execute(
        "SELECT idx, leaf, recorded_ms, front, tail FROM"  # noqa: S608 - only question marks
        f" (SELECT id FROM ledger_entry WHERE subject_id = ? AND subject_kind = ? AND org = ?{where}"
        " ORDER BY id DESC LIMIT ?) JOIN ledger_place USING (id) JOIN ledger_entry USING (id) ORDER BY id DESC",
        (subject.id, subject.kind, org, *values, min(limit, READ_MAX)),
    )
    return [_recorded(*row) for row in rows]


def _recorded(index: int, leaf: bytes, recorded_ms: int, front: bytes, tail: bytes) -> Recorded:
    return forms.read_trusted(forms.place(front, tail, recorded_ms), index, leaf)


def _of_kinds(kinds: Collection[str]) -> tuple[str, Sequence[str]]:
    if not kinds:
        return "", ()
    return f" AND kind IN ({', '.join('?' * len(kinds))})", tuple(kinds)


def cursor(connection: sqlite3.Connection, reader: str, log: str) -> int:
    """The last index this reader has dealt with, -1 at first."""
    row = connection.execute("SELECT idx FROM ledger_reader WHERE name = ? AND log = ?", (reader, log)).fetchone()
    return int(row[0]) if row else -1


def move_cursor(connection: sqlite3.Connection, reader: str, log: str, index: int) -> None:
    """Remember how far a reader got, in the transaction that holds its effect."""
    require_transaction(connection)
    connection.execute("INSERT OR REPLACE INTO ledger_reader VALUES (?, ?, ?)", (reader, log, index))


def entry_bytes(connection: sqlite3.Connection, log: str, index: int) -> bytes | None:
    """The final bytes of one entry."""
    return next(final_bytes(connection, log, index, index + 1), None)


def final_bytes(connection: sqlite3.Connection, log: str, first: int, end: int) -> Iterator[bytes]:
    """The final bytes of entries `first` (included) to `end` (excluded)."""
    rows = connection.execute(
        "SELECT front, tail, recorded_ms FROM ledger_place JOIN ledger_entry USING (id)"
        " WHERE ledger_place.log = ? AND idx >= ? AND idx < ? ORDER BY idx",
        (log, first, end),
    )
    return (forms.place(*row) for row in rows)


def put_blob(connection: sqlite3.Connection, log: str, data: bytes) -> dict[str, dict[str, str | int]]:
    """Store a larger fact in the caller's transaction; returns what the entry's body holds instead of it."""
    require_transaction(connection)
    if len(data) > BLOB_MAX_BYTES:
        raise ValueError(f"a blob of {len(data)} bytes; at most {BLOB_MAX_BYTES}")
    digest = hashlib.sha256(data).hexdigest()
    connection.execute("INSERT OR IGNORE INTO ledger_blob VALUES (?, ?, ?, ?)", (log, digest, len(data), data))
    return {"blob": {"sha256": digest, "size": len(data)}}


def read_blob(connection: sqlite3.Connection, log: str, sha256: str) -> bytes | None:
    """A blob of this log, or None when it is not there (or no longer is what its name says)."""
    row = connection.execute("SELECT data FROM ledger_blob WHERE log = ? AND sha256 = ?", (log, sha256)).fetchone()
    if row is None or hashlib.sha256(row[0]).hexdigest() != sha256:
        return None
    return bytes(row[0])
