"""Giving entries their index, and signing: only the holder of the newest epoch can do either."""

import time
from collections import defaultdict

from rempart.ledger import merkle
from rempart.ledger.entry import leaf_hashes
from rempart.ledger.keys import Keys
from rempart.ledger.stores import bulk
from rempart.ledger.stores.connection import Connection, server
from rempart.ledger.stores.transactions import writing

# Nothing is ever signed again under the origin of a log that has a successor.
_UNSIGNED = "note_size <> size AND NOT EXISTS (SELECT 1 FROM ledger_successor s WHERE s.log = ledger_head.log)"
BATCH_MAX = 1_000  # entries integrated in one transaction: keeps it far below a second


class Overtaken(RuntimeError):
    """A newer integrator has claimed the ledger; this one must stop. It has written and signed nothing."""


def claim(connection: Connection) -> int:
    """Become the integrator: draw an epoch above every earlier one. Call it with the state folder's lock held."""
    with writing(connection):
        connection.execute("UPDATE ledger_epoch SET epoch = epoch + 1")
        (epoch,) = connection.execute("SELECT epoch FROM ledger_epoch").fetchone()
    return int(epoch)


def integrate(
    connection: Connection, keys: Keys, *, epoch: int, limit: int = BATCH_MAX, now_ms: int | None = None
) -> int:
    """Give up to `limit` pending entries their index and sign the new heads; how many. Raises Overtaken.

    The heads are stored and committed before anything is signed, so that a crash in between leaves a
    head without a note (signed at the next call) and never a note without its head. After a full batch the
    signature is left to the next call, which has a transaction anyway: call until it returns 0.
    """
    now = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    with writing(connection):
        _require_newest(connection, epoch)
        _sign(connection, keys)
        count = _take(connection, limit, epoch, now)
    if count < limit and has_unsigned(connection):
        with writing(connection):
            _require_newest(connection, epoch)
            _sign(connection, keys)
    return count


def has_unsigned(connection: Connection) -> bool:
    """Whether a stored head still waits for its signature."""
    return connection.execute(f"SELECT 1 FROM ledger_head WHERE {_UNSIGNED} LIMIT 1").fetchone() is not None  # noqa: S608


def _require_newest(connection: Connection, epoch: int) -> None:
    # Held until the commit, so that nobody takes over between this look and what is written after it.
    held = "" if server(connection) is None else " FOR UPDATE"
    (newest,) = connection.execute(f"SELECT epoch FROM ledger_epoch{held}").fetchone()  # noqa: S608 - two fixed words
    if newest != epoch:
        raise Overtaken(f"integrator {newest} has taken over from {epoch}")


def _take(connection: Connection, limit: int, epoch: int, now: int) -> int:
    # Numbers become visible in their order, on PostgreSQL too (bulk.py): what is above the last placed one waits.
    rows = connection.execute(
        "SELECT log, id, front, tail FROM ledger_entry"
        " WHERE id > (SELECT coalesce(max(id), 0) FROM ledger_place) ORDER BY id LIMIT ?",
        (limit,),
    ).fetchall()
    by_log = defaultdict(list)
    for row in rows:
        by_log[row[0]].append(row[1:])
    for log, group in by_log.items():
        _extend(connection, log, group, epoch, now)
    return len(rows)


def _extend(connection: Connection, log: str, rows: list[tuple[int, bytes, bytes]], epoch: int, now: int) -> None:
    connection.execute(
        "INSERT INTO ledger_head (log, size, root, frontier, recorded_ms, epoch) VALUES (?, 0, ?, ?, 0, ?)"
        " ON CONFLICT (log) DO NOTHING",
        (log, merkle.EMPTY_ROOT, b"", epoch),
    )
    size, packed, last_ms = connection.execute(
        "SELECT size, frontier, recorded_ms FROM ledger_head WHERE log = ?", (log,)
    ).fetchone()
    recorded_ms = max(now, last_ms)  # a clock set back does not turn the record's order around
    leaves = leaf_hashes(((front, tail) for _, front, tail in rows), recorded_ms)
    frontier = merkle.Frontier(size, packed)
    nodes = [(log, *node) for node in frontier.extend(leaves)]
    bulk.add_run(connection, log, size, recorded_ms, [row[0] for row in rows], leaves)
    bulk.add_nodes(connection, nodes)
    changed = connection.execute(
        "UPDATE ledger_head SET size = ?, root = ?, frontier = ?, recorded_ms = ?, epoch = ?"
        " WHERE log = ? AND size = ? AND epoch <= ?",
        (frontier.size, frontier.root(), frontier.packed(), recorded_ms, epoch, log, size, epoch),
    )
    if changed.rowcount != 1:
        raise Overtaken(f"the head of {log} has moved")


def _sign(connection: Connection, keys: Keys) -> None:
    unsigned = connection.execute(f"SELECT log, size, root FROM ledger_head WHERE {_UNSIGNED}").fetchall()  # noqa: S608
    for log, size, root in unsigned:
        connection.execute(
            "UPDATE ledger_head SET note = ?, note_size = ? WHERE log = ? AND size = ?",
            (keys.sign(log, size, root), size, log, size),
        )
