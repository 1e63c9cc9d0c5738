"""Append inside the caller's transaction, read in order, follow with cursors; the same on either database."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from rempart.ledger import entry as forms
from rempart.ledger.entry import Entry, Recorded
from rempart.ledger.stores import bulk, succession
from rempart.ledger.stores.bulk import PendingRow as PendingRow
from rempart.ledger.stores.connection import Connection, server
from rempart.terms.scope import Subject

HUB = "hub"  # origin of what actions write on this installation
HUB_EPOCH = 1  # the first; a recovered installation goes on with a higher one (docs/format.md, section 2)
BLOB_MAX_BYTES = 16 * 1024 * 1024  # larger evidence belongs into the backup's store, not into the record
READ_MAX = 10_000  # entries returned at once, whatever is asked for


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


def append(connection: Connection, entries: Iterable[Entry]) -> list[int]:
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
    bulk.add_entries(
        connection, [pending_row(entry, HUB, epoch, seq) for entry, seq in zip(batch, numbers, strict=True)]
    )
    return numbers


def hub_epoch(connection: Connection) -> int:
    """The epoch in which this installation's own actions write."""
    (epoch,) = connection.execute(
        "SELECT coalesce(max(epoch), ?) FROM ledger_cursor WHERE origin = ?", (HUB_EPOCH, HUB)
    ).fetchone()
    return int(epoch)


def take_turns(connection: Connection, about: str) -> None:
    """Until this transaction ends, no other one gets past here with the same words. SQLite has one writer anyway."""
    if server(connection) is not None:
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", (about,))


def require_transaction(connection: Connection) -> None:
    """Raise NoTransaction unless one is open."""
    if not connection.in_transaction:
        raise NoTransaction("open a transaction first: the change and its record are committed together or not at all")


def pending_row(entry: Entry, origin: str, epoch: int, seq: int) -> PendingRow:
    """The row of `ledger_entry`. Raises NotCanonical."""
    front, tail = forms.pending(entry, origin, epoch, seq)
    subject = entry.subject
    return (entry.home, entry.kind, entry.org, subject.kind, subject.id, entry.at_ms, front, tail)


def add_pending(connection: Connection, rows: Iterable[PendingRow]) -> None:
    """Rows whose sequence numbers another cursor vouches for (the drain of a spool)."""
    require_transaction(connection)
    bulk.add_entries(connection, list(rows))


def pending_count(connection: Connection) -> int:
    """Entries acknowledged and still without an index."""
    (count,) = connection.execute(
        "SELECT count(*) FROM ledger_entry WHERE id > (SELECT coalesce(max(id), 0) FROM ledger_place)"
    ).fetchone()
    return int(count)


def logs(connection: Connection) -> list[str]:
    """Names of all logs that hold something."""
    return [name for (name,) in connection.execute("SELECT log FROM ledger_head ORDER BY log")]


def head(connection: Connection, log: str) -> Head | None:
    """State of a log, or None before its first entry."""
    row = connection.execute(
        "SELECT log, size, root, frontier, recorded_ms, epoch, note, note_size FROM ledger_head WHERE log = ?", (log,)
    ).fetchone()
    return Head(*row) if row else None


def read_after(
    connection: Connection, log: str, index: int = -1, kinds: Collection[str] = (), limit: int = 1000
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
    connection: Connection, reader: str, log: str, kinds: Collection[str] = (), limit: int = 1000
) -> list[Recorded]:
    """What a reader has not dealt with yet, of a log or of the one that followed it; all from one and the same."""
    for name in succession.lineage(connection, log):
        found = read_after(connection, name, cursor(connection, reader, name), kinds, limit)
        if found:
            return found
    return []


def entries_of(
    connection: Connection, org: str, subject: Subject, kinds: Collection[str] = (), limit: int = 1000
) -> list[Recorded]:
    """Entries about one subject of one organisation, newest first; of all kinds, or of those named."""
    where, values = _of_kinds(kinds)
    rows = connection.execute(
        "SELECT idx, leaf, recorded_ms, front, tail FROM"  # noqa: S608 - only question marks
        f" (SELECT id FROM ledger_entry WHERE subject_id = ? AND subject_kind = ? AND org = ?{where}"
        " ORDER BY id DESC LIMIT ?) AS newest JOIN ledger_place USING (id) JOIN ledger_entry USING (id) ORDER BY id DESC",
        (subject.id, subject.kind, org, *values, min(limit, READ_MAX)),
    )
    return [_recorded(*row) for row in rows]


def _recorded(index: int, leaf: bytes, recorded_ms: int, front: bytes, tail: bytes) -> Recorded:
    return forms.read_trusted(forms.place(front, tail, recorded_ms), index, leaf)


def _of_kinds(kinds: Collection[str]) -> tuple[str, Sequence[str]]:
    if not kinds:
        return "", ()
    return f" AND kind IN ({', '.join('?' * len(kinds))})", tuple(kinds)


def cursor(connection: Connection, reader: str, log: str) -> int:
    """The last index this reader has dealt with, -1 at first.

    Asked inside a transaction, it is ours until that ends: two workers never take the same batch.
    """
    if connection.in_transaction:
        take_turns(connection, f"reader {reader} {log}")
    row = connection.execute("SELECT idx FROM ledger_reader WHERE name = ? AND log = ?", (reader, log)).fetchone()
    return int(row[0]) if row else -1


def move_cursor(connection: Connection, reader: str, log: str, index: int) -> None:
    """Remember how far a reader got, in the transaction that holds its effect."""
    require_transaction(connection)
    connection.execute(
        "INSERT INTO ledger_reader VALUES (?, ?, ?) ON CONFLICT (name, log) DO UPDATE SET idx = excluded.idx",
        (reader, log, index),
    )


def entry_bytes(connection: Connection, log: str, index: int) -> bytes | None:
    """The final bytes of one entry."""
    return next(final_bytes(connection, log, index, index + 1), None)


def final_bytes(connection: Connection, log: str, first: int, end: int) -> Iterator[bytes]:
    """The final bytes of entries `first` (included) to `end` (excluded)."""
    rows = connection.execute(
        "SELECT front, tail, recorded_ms FROM ledger_place JOIN ledger_entry USING (id)"
        " WHERE ledger_place.log = ? AND idx >= ? AND idx < ? ORDER BY idx",
        (log, first, end),
    )
    return (forms.place(*row) for row in rows)


def put_blob(connection: Connection, log: str, data: bytes) -> dict[str, dict[str, str | int]]:
    """Store a larger fact in the caller's transaction; returns what the entry's body holds instead of it."""
    require_transaction(connection)
    if len(data) > BLOB_MAX_BYTES:
        raise ValueError(f"a blob of {len(data)} bytes; at most {BLOB_MAX_BYTES}")
    digest = hashlib.sha256(data).hexdigest()
    connection.execute(
        "INSERT INTO ledger_blob VALUES (?, ?, ?, ?) ON CONFLICT (log, sha256) DO NOTHING",
        (log, digest, len(data), data),
    )
    return {"blob": {"sha256": digest, "size": len(data)}}


def read_blob(connection: Connection, log: str, sha256: str) -> bytes | None:
    """A blob of this log, or None when it is not there (or no longer is what its name says)."""
    row = connection.execute("SELECT data FROM ledger_blob WHERE log = ? AND sha256 = ?", (log, sha256)).fetchone()
    if row is None or hashlib.sha256(row[0]).hexdigest() != sha256:
        return None
    return bytes(row[0])
