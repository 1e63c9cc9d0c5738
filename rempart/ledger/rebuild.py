"""The index made again from bundles: rows, columns, places, nodes and heads are all in the bytes of the entries.

Every export is checked whole against its signed checkpoint before one row is touched; then all happens in one
transaction, so that a kill leaves what was there. Nothing else may write meanwhile (the caller holds the folder).
"""

import hashlib
import heapq
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rempart.ledger import checkpoint, export, merkle, prune, retention, store, tile
from rempart.ledger import entry as forms
from rempart.ledger.checkpoint import Checkpoint
from rempart.ledger.entry import Recorded
from rempart.ledger.keys import Keys
from rempart.ledger.note import BadNote
from rempart.ledger.store import Connection
from rempart.ledger.stores import partitions
from rempart.ledger.stores.entries import BLOB_MAX_BYTES

BATCH = 1_000  # rows handed to the database at once
BUNDLE_MAX_BYTES = tile.WIDTH * (forms.ENTRY_MAX_BYTES + 2)
NOTE_MAX_BYTES = 64 * 1024
INDEX = ("ledger_place", "ledger_node", "ledger_head", "ledger_cursor", "ledger_personal_kept")


class CannotRebuild(ValueError):
    """The message says why; nothing was changed."""


class Rebuilt(NamedTuple):
    """What stands there now."""

    logs: int
    entries: int
    waiting: int  # acknowledged entries that had no place yet, and still have none


class Bundles:
    """One export, its checkpoint checked at once; `leaves` and `entries` stream what it holds."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self.folder = folder
        try:
            self.note = _read(folder / "checkpoint", NOTE_MAX_BYTES).decode()
            self.log = self.note.split("\n")[0].rsplit("/", 1)[-1]
            self.head: Checkpoint = checkpoint.read(self.note, keys.verifier(self.log))
        except (OSError, UnicodeDecodeError, BadNote) as fault:
            raise CannotRebuild(f"{folder}: {fault}") from fault
        self.withheld = self._withheld()

    def _withheld(self) -> int:
        """Entries of the first bundles may be in an archive; their hashes are in the tiles."""
        for index, width in tile.widths(self.head.size):
            if (self.folder / tile.path("entries", index, width)).exists():
                return index * tile.WIDTH
        return self.head.size

    def withheld_leaves(self) -> Iterator[bytes]:
        """Of what is in an archive."""
        for index in range(self.withheld // tile.WIDTH):
            data = _read(self.folder / tile.path("0", index), tile.WIDTH * merkle.HASH_BYTES)
            for at in range(0, len(data), merkle.HASH_BYTES):
                yield data[at : at + merkle.HASH_BYTES]

    def entries(self) -> Iterator[Recorded]:
        """In order, each held against the format. Raises CannotRebuild."""
        number = self.withheld
        for index, width in tile.widths(self.head.size):
            if index * tile.WIDTH < self.withheld:
                continue
            path = tile.path("entries", index, width)
            try:
                found = tile.unbundle(_read(self.folder / path, BUNDLE_MAX_BYTES))
                for data in found:
                    yield forms.read(data, number)
                    number += 1
            except (OSError, ValueError) as fault:
                raise CannotRebuild(f"{self.folder}: {path}: {fault}") from fault
            if len(found) != width:
                raise CannotRebuild(f"{self.folder}: {path} holds {len(found)} entries, not {width}")

    def check(self) -> None:
        """The root of what is here is the root that was signed. Raises CannotRebuild."""
        frontier, below = merkle.Frontier(), 0
        try:
            frontier.extend(self.withheld_leaves())
        except OSError as fault:
            raise CannotRebuild(f"{self.folder}: {fault}") from fault
        for recorded in self.entries():
            if recorded.log != self.log:
                raise CannotRebuild(f"{self.folder}: entry {recorded.index} belongs to the log {recorded.log}")
            frontier.extend([bytes.fromhex(recorded.hash)])
            below = max(below, prune.said_below(recorded))
        if (frontier.size, frontier.root()) != (self.head.size, self.head.root):
            raise CannotRebuild(f"{self.folder}: its entries are not those of its checkpoint")
        if self.withheld > below:
            raise CannotRebuild(f"{self.folder}: its first {self.withheld} entries are missing, and no entry says why")


def _read(file: Path, most: int) -> bytes:
    with file.open("rb") as source:
        data = source.read(most + 1)
    if len(data) > most:
        raise ValueError(f"{file.name} has more than {most} bytes")
    return data


def own_bundles(connection: Connection, folder: Path) -> list[Path]:
    """Export every log of this database; the folders. Raises CannotRebuild while a head waits for its signature."""
    if store.has_unsigned(connection):
        raise CannotRebuild("a head waits for its signature; run Rempart for a moment, then repeat")
    folders = []
    for log in store.logs(connection):
        export.export(connection, log, folder / log)
        folders.append(folder / log)
    return folders


def rebuild(connection: Connection, folders: Sequence[Path], keys: Keys) -> Rebuilt:
    """Drop the index and make it again from these exports, one for each log. Raises CannotRebuild.

    A log that is here must be among them, and must not be longer here: entries are never lost by a rebuild.
    """
    logs = [Bundles(folder, keys) for folder in folders]
    if len({one.log for one in logs}) != len(logs):
        raise CannotRebuild("two of these folders are exports of the same log")
    for one in logs:
        one.check()
    with store.writing(connection):
        _require_nothing_lost(connection, logs)
        waiting = _waiting(connection)
        cursors = connection.execute("SELECT origin, epoch, seq FROM ledger_cursor").fetchall()
        for table in (*INDEX, "ledger_entry"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        made = _Index(connection)
        for recorded in heapq.merge(*(one.entries() for one in logs), key=_order):
            made.add(recorded)
        made.end(logs)
        made.keep_waiting(waiting, cursors)
        retention.note_again(connection)
        _blobs(connection, logs)
    return Rebuilt(len(logs), sum(one.head.size for one in logs), len(waiting))


def _order(recorded: Recorded) -> tuple[int, int, int, str]:
    """Between logs: as they were given their places, and within one moment as they were acknowledged."""
    return recorded.recorded_ms, recorded.epoch, recorded.seq, recorded.log


def _require_nothing_lost(connection: Connection, logs: Sequence[Bundles]) -> None:
    """Only sizes are compared: what is here may be damaged, and what is signed says how it should be."""
    here = dict(connection.execute("SELECT log, max(idx) + 1 FROM ledger_place GROUP BY log").fetchall())
    for log in store.logs(connection):
        head = store.head(connection, log)
        here[log] = max(here.get(log, 0), head.size if head else 0)
    there = {one.log: one.head.size for one in logs}
    for log, size in sorted(here.items()):
        if there.get(log, 0) < size:
            has = f"the export has {there[log]}" if log in there else "no export of it was given"
            raise CannotRebuild(f"the log {log} has {size} entries here, and {has}")


_WAITING = "log, kind, org, subject_kind, subject_id, at_ms, front, tail"


def _waiting(connection: Connection) -> list[tuple[object, ...]]:
    return connection.execute(
        f"SELECT {_WAITING} FROM ledger_entry WHERE id > (SELECT coalesce(max(id), 0) FROM ledger_place) ORDER BY id"  # noqa: S608 - our own names
    ).fetchall()


class _Index:
    """Collects rows and writes them in batches."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.is_postgres = store.is_postgres(connection)
        self.number = 0
        self.entries: list[tuple[object, ...]] = []
        self.places: list[tuple[object, ...]] = []
        self.leaves: dict[str, list[bytes]] = {}
        self.frontiers: dict[str, merkle.Frontier] = {}
        self.recorded: dict[str, int] = {}
        self.cursors: dict[tuple[str, int], int] = {}

    def next(self, recorded_ms: int) -> int:
        """PostgreSQL keeps rows by month, and the month is in the number."""
        return max(self.number, partitions.floor(recorded_ms) if self.is_postgres else 0) + 1

    def add(self, one: Recorded) -> None:
        said = one.entry
        self.number = self.next(one.recorded_ms)
        front, tail = forms.pending(said, one.origin, one.epoch, one.seq)
        subject = said.subject
        self.entries.append(
            (self.number, one.log, said.kind, said.org, subject.kind, subject.id, said.at_ms, front, tail)
        )
        leaf = bytes.fromhex(one.hash)
        self.places.append((self.number, one.log, one.index, one.recorded_ms, leaf))
        self.leaves.setdefault(one.log, []).append(leaf)
        self.recorded[one.log] = one.recorded_ms
        writer = (one.origin, one.epoch)
        self.cursors[writer] = max(self.cursors.get(writer, 0), one.seq)
        if len(self.entries) >= BATCH:
            self.flush()

    def flush(self) -> None:
        self.connection.executemany(
            f"INSERT INTO ledger_entry (id, {_WAITING}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own names
            self.entries,
        )
        self.connection.executemany(
            "INSERT INTO ledger_place (id, log, idx, recorded_ms, leaf) VALUES (?, ?, ?, ?, ?)", self.places
        )
        self.entries.clear()
        self.places.clear()

    def end(self, logs: Sequence[Bundles]) -> None:
        """What is in an archive has a place and a hash and no row; then nodes and heads."""
        (epoch,) = self.connection.execute("SELECT epoch FROM ledger_epoch").fetchone()
        for one in logs:
            frontier = merkle.Frontier()
            nodes: list[tuple[int, int, bytes]] = []
            for index, leaf in enumerate(one.withheld_leaves()):
                self.number += 1
                self.places.append((self.number, one.log, index, 0, leaf))
                nodes += frontier.extend([leaf])
            self.flush()
            nodes += frontier.extend(self.leaves.pop(one.log, []))
            self.connection.executemany(
                "INSERT INTO ledger_node (log, level, idx, hash) VALUES (?, ?, ?, ?)", [(one.log, *n) for n in nodes]
            )
            self.connection.execute(
                "INSERT INTO ledger_head (log, size, root, frontier, recorded_ms, epoch, note, note_size)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    one.log, frontier.size, frontier.root(), frontier.packed(), self.recorded.get(one.log, 0), epoch,
                    one.note, one.head.size,
                ),
            )  # fmt: skip

    def keep_waiting(self, waiting: Sequence[tuple[object, ...]], cursors: Sequence[tuple[str, int, int]]) -> None:
        """Acknowledged entries stay acknowledged, behind all that have a place."""
        self.connection.executemany(
            f"INSERT INTO ledger_entry (id, {_WAITING}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own names
            [(self.number + at, *row) for at, row in enumerate(waiting, 1)],
        )
        if self.is_postgres:
            last = self.number + len(waiting)
            self.connection.execute("UPDATE ledger_counter SET id = greatest(id, ?)", (last,))
        for origin, epoch, seq in cursors:
            self.cursors[origin, epoch] = max(self.cursors.get((origin, epoch), 0), seq)
        self.connection.executemany(
            "INSERT INTO ledger_cursor (origin, epoch, seq) VALUES (?, ?, ?)",
            [(*writer, seq) for writer, seq in self.cursors.items()],
        )


def _blobs(connection: Connection, logs: Sequence[Bundles]) -> None:
    for one in logs:
        for file in sorted((one.folder / "blob").glob("*")):
            data = _read(file, BLOB_MAX_BYTES)
            digest = hashlib.sha256(data).hexdigest()
            if digest != file.name:
                raise CannotRebuild(f"{file}: its bytes are not what its name says")
            connection.execute(
                "INSERT INTO ledger_blob (log, sha256, size, data) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (log, sha256) DO NOTHING",
                (one.log, digest, len(data), data),
            )


def follow_again(connection: Connection, names: Sequence[str]) -> None:
    """Let these readers begin anew: only folds, whose rows can be dropped and made again; never one that sends."""
    with store.writing(connection):
        connection.executemany("DELETE FROM ledger_reader WHERE name = ?", [(name,) for name in names])
