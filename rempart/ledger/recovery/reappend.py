"""Put entries back into their places, byte for byte, behind those the database still holds."""

from collections.abc import Iterable, Iterator
from itertools import islice

from rempart.ledger import entry, merkle, store
from rempart.ledger.entry import Recorded
from rempart.ledger.store import Connection
from rempart.ledger.stores import bulk
from rempart.ledger.stores.bulk import PendingRow
from rempart.ledger.stores.integrate import BATCH_MAX

Writer = tuple[str, str, int]  # log, origin, epoch


def reappend(connection: Connection, log: str, tail: Iterable[bytes], note: str) -> int:
    """Place a tail whose root the caller has proved; how many entries. `note` is the checkpoint that proved it.

    Batch by batch, each in one transaction: a crash in between leaves a shorter, unsigned head that recall still
    refuses, and the next call goes on from there.
    """
    count, source = 0, iter(tail)
    while batch := list(islice(source, BATCH_MAX)):
        with store.writing(connection):
            _place(connection, log, batch)
        count += len(batch)
    with store.writing(connection):
        connection.execute("UPDATE ledger_head SET note = ?, note_size = size WHERE log = ?", (note, log))
    return count


def _place(connection: Connection, log: str, batch: list[bytes]) -> None:
    waiting = _take_waiting(connection)  # numbers only grow: what waits must come after what is placed now
    head = store.head(connection, log)
    frontier = merkle.Frontier(head.size, head.frontier) if head else merkle.Frontier()
    found = [entry.read(data, index) for index, data in enumerate(batch, frontier.size)]
    rows = [_row(log, recorded, data) for recorded, data in zip(found, batch, strict=True)]
    store.add_pending(connection, rows)
    leaves = [bytes.fromhex(recorded.hash) for recorded in found]
    bulk.add_places(
        connection,
        [
            (number, log, one.index, one.recorded_ms, leaf)
            for number, one, leaf in zip(_newest(connection, len(rows)), found, leaves, strict=True)
        ],
    )
    bulk.add_nodes(connection, [(log, *node) for node in frontier.extend(leaves)])
    connection.execute(
        "INSERT INTO ledger_head (log, size, root, frontier, recorded_ms, epoch) VALUES (?, ?, ?, ?, ?, 0)"
        " ON CONFLICT (log) DO UPDATE SET size = excluded.size, root = excluded.root, frontier = excluded.frontier,"
        " recorded_ms = excluded.recorded_ms",
        (log, frontier.size, frontier.root(), frontier.packed(), found[-1].recorded_ms),
    )
    _move_cursors(connection, found)
    _put_back(connection, waiting, {(one.log, one.origin, one.epoch): one.seq for one in found})


def _row(log: str, recorded: Recorded, data: bytes) -> PendingRow:
    said = recorded.entry
    row = store.pending_row(said, recorded.origin, recorded.epoch, recorded.seq)
    if recorded.log != log or entry.place(row[-2], row[-1], recorded.recorded_ms) != data:
        raise ValueError(f"entry {recorded.index} is no entry of the log {log}")
    return row


def _newest(connection: Connection, count: int) -> list[int]:
    """The numbers that the rows just added were given, in their order."""
    rows = connection.execute("SELECT id FROM ledger_entry ORDER BY id DESC LIMIT ?", (count,)).fetchall()
    return [number for (number,) in reversed(rows)]


def _move_cursors(connection: Connection, found: list[Recorded]) -> None:
    """A spool put back from a copy will send these again: they are known."""
    last = {(one.origin, one.epoch): one.seq for one in found}
    connection.executemany(
        "INSERT INTO ledger_cursor VALUES (?, ?, ?) ON CONFLICT (origin, epoch) DO UPDATE SET seq ="
        " CASE WHEN excluded.seq > ledger_cursor.seq THEN excluded.seq ELSE ledger_cursor.seq END",
        [(origin, epoch, seq) for (origin, epoch), seq in last.items()],
    )


def _take_waiting(connection: Connection) -> list[Recorded]:
    where = "id > (SELECT coalesce(max(id), 0) FROM ledger_place)"
    rows = connection.execute(f"SELECT front, tail FROM ledger_entry WHERE {where} ORDER BY id").fetchall()  # noqa: S608
    connection.execute(f"DELETE FROM ledger_entry WHERE {where}")  # noqa: S608
    return [entry.read_trusted(entry.place(bytes(front), bytes(tail), 0), -1) for front, tail in rows]


def _put_back(connection: Connection, waiting: list[Recorded], placed: dict[Writer, int]) -> None:
    """What waited waits on, unless it is among what was placed: then it has its index now."""
    store.add_pending(
        connection,
        [
            store.pending_row(one.entry, one.origin, one.epoch, one.seq)
            for one in waiting
            if one.seq > placed.get((one.log, one.origin, one.epoch), 0)
        ],
    )


def waiting_of(connection: Connection, log: str) -> Iterator[Recorded]:
    """In the caller's transaction: take out what waits for a place in this log, and leave the rest waiting."""
    waiting = _take_waiting(connection)
    _put_back(connection, [one for one in waiting if one.log != log], {})
    return (one for one in waiting if one.log == log)
