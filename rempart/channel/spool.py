"""Events up: an append-only file per origin, and its drain into the ledger, at least once and never twice.

A transport over a network replaces only this; the triple (origin, epoch, sequence) stays.
"""

import hashlib
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from rempart.channel import origins as origins_of
from rempart.ledger import store as ledger
from rempart.ledger.entry import INSTALLATION, Entry
from rempart.ledger.store import Connection, writing
from rempart.ledger.stores import succession
from rempart.ledger.stores.sqlite import connect
from rempart.terms.scope import Subject

FOLDER = "spool"
SPOOL_MAX_BYTES = 1024**3  # a hub that stays away must not fill the disk of a guard
EVIDENCE_MAX = (
    20  # refused entries kept whole from one drain; of the others their hash, so that nobody floods the record
)
DRAIN_MAX = 1_000  # entries taken in one transaction: keeps it far below a second
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}").fullmatch

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS spool_writer (epoch INTEGER PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS spool_entry (epoch INTEGER NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL,"
    " PRIMARY KEY (epoch, seq)) WITHOUT ROWID",
)


class SpoolFull(RuntimeError):
    """The spool has reached its limit; nothing was written."""


class Gap(msgspec.Struct, frozen=True):
    """Numbers that never arrived, both ends included."""

    origin: str
    epoch: int
    first: int
    last: int


class Drained(msgspec.Struct, frozen=True):
    """What one drain took in, what it had seen before, and what was missing."""

    taken: int
    repeated: int
    gaps: tuple[Gap, ...]


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Entry)


def spool_file(state: Path, origin: str) -> Path:
    """Where an origin's spool stands. Raises ValueError for a name that is no origin's."""
    if not _NAME(origin) or origin == ledger.HUB:
        raise ValueError(f"{origin!r} is no name for a spool")
    folder = state / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{origin}.sqlite3"


class Spool:
    """The writer's end. Each opening is an epoch of its own, so a copy put back from a snapshot repeats no number."""

    def __init__(self, state: Path, origin: str) -> None:
        self.origin = origin
        self._connection = connect(spool_file(state, origin))
        with writing(self._connection):
            for statement in _SCHEMA:
                self._connection.execute(statement)
            (last,) = self._connection.execute("SELECT coalesce(max(epoch), 0) FROM spool_writer").fetchone()
            self.epoch = max(last + 1, time.time_ns() // 1_000_000)
            self._connection.execute("INSERT INTO spool_writer VALUES (?)", (self.epoch,))
        self._seq = 0
        (self._page_bytes,) = self._connection.execute("PRAGMA page_size").fetchone()

    def append(self, entries: Iterable[Entry]) -> int:
        """Write entries durably; the last sequence number. Raises SpoolFull, or ValueError for what no entry may hold."""
        batch = list(entries)
        rows = []
        for seq, entry in enumerate(batch, self._seq + 1):
            ledger.pending_row(entry, self.origin, self.epoch, seq)  # refuse here what the ledger would refuse
            rows.append((self.epoch, seq, _encoder.encode(entry)))
        with writing(self._connection):
            self._require_room()
            self._connection.executemany("INSERT INTO spool_entry VALUES (?, ?, ?)", rows)
        self._seq += len(batch)
        return self._seq

    def _require_room(self) -> None:
        (pages,) = self._connection.execute("PRAGMA page_count").fetchone()
        (free,) = self._connection.execute("PRAGMA freelist_count").fetchone()
        if (pages - free) * self._page_bytes > SPOOL_MAX_BYTES:
            raise SpoolFull(f"the spool of {self.origin} holds {SPOOL_MAX_BYTES} bytes; is the hub running?")

    def close(self) -> None:
        """Close the file; what was appended stays."""
        self._connection.close()


SpoolRow = tuple[int, int, bytes]  # epoch, sequence, entry as JSON


def drain(connection: Connection, state: Path, origin: str) -> Drained:
    """Move up to DRAIN_MAX entries of one spool into the ledger's pending table.

    Rows leave the spool only after the ledger's commit; a crash in between makes them repeat, and the
    cursor, read and moved in the same transaction, drops them.
    """
    spool = connect(spool_file(state, origin))
    try:
        rows: list[SpoolRow] = spool.execute(
            "SELECT epoch, seq, body FROM spool_entry ORDER BY epoch, seq LIMIT ?", (DRAIN_MAX,)
        ).fetchall()
        if not rows:
            return Drained(0, 0, ())
        with writing(connection):
            drained = receive(connection, origin, rows)
        with writing(spool):
            spool.executemany("DELETE FROM spool_entry WHERE epoch = ? AND seq = ?", [row[:2] for row in rows])
        return drained
    finally:
        spool.close()


def receive(connection: Connection, origin: str, rows: Iterable[SpoolRow]) -> Drained:
    """Take rows of one origin, in order, in the caller's transaction: known numbers dropped, gaps and trespasses recorded."""
    ledger.require_transaction(connection)
    ledger.take_turns(connection, f"origin {origin}")
    query = "SELECT epoch, seq FROM ledger_cursor WHERE origin = ?"
    seen: dict[int, int] = dict(connection.execute(query, (origin,)).fetchall())
    rights = origins_of.rights(connection, origin)
    pending, said, gaps, repeated = [], [], [], 0
    for epoch, seq, body in rows:
        last = seen.get(epoch, 0)
        if seq <= last:
            repeated += 1
            continue
        if seq > last + 1:
            gaps.append(Gap(origin, epoch, last + 1, seq - 1))
        seen[epoch] = seq
        try:
            entry = _decoder.decode(body)
            (settled,) = succession.settled(connection, [entry])
            row = ledger.pending_row(settled, origin, epoch, seq)
        except (msgspec.DecodeError, ValueError):
            said.append(_refused_entry(origin, epoch, seq, body, {}))  # one bad row does not stop those behind it
            continue
        if any(right.covers(entry) for right in rights):
            pending.append(row)
        else:
            said.append(_refused_entry(origin, epoch, seq, body, _evidence(connection, entry, len(said))))
    ledger.add_pending(connection, pending)
    connection.executemany(
        "INSERT INTO ledger_cursor VALUES (?, ?, ?) ON CONFLICT (origin, epoch) DO UPDATE SET seq = excluded.seq",
        [(origin, *item) for item in seen.items()],
    )
    ledger.append(connection, [_gap_entry(gap) for gap in gaps] + said)
    return Drained(len(pending), repeated, tuple(gaps))


def _gap_entry(gap: Gap) -> Entry:
    return _own_entry("ledger.gap.found", gap.origin, {"epoch": gap.epoch, "first": gap.first, "last": gap.last})


def _evidence(connection: Connection, entry: Entry, before: int) -> dict[str, Any]:
    """What an origin tried to say without the right to: an entry in form, so no field of a person stands in it."""
    said = {"tried": {"org": entry.org, "kind": entry.kind}}
    if before >= EVIDENCE_MAX:
        return said
    log = succession.current(connection, INSTALLATION)  # where the entry that names it will stand
    return {**said, **ledger.put_blob(connection, log, _encoder.encode(entry))}


def _refused_entry(origin: str, epoch: int, seq: int, body: bytes, more: dict[str, Any]) -> Entry:
    digest = hashlib.sha256(body).hexdigest()
    return _own_entry("ledger.entry.refused", origin, {"epoch": epoch, "seq": seq, "sha256": digest, **more})


def _own_entry(kind: str, origin: str, body: dict[str, Any]) -> Entry:
    return Entry(kind, "", Subject("origin", origin), time.time_ns() // 1_000_000, "system:integrator", body)


def origins(state: Path) -> list[str]:
    """Origins that have a spool in this state folder."""
    return sorted(file.stem for file in (state / FOLDER).glob("*.sqlite3") if _NAME(file.stem))
