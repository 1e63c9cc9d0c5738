"""Many rows at once: `executemany` or one statement on SQLite, COPY on PostgreSQL."""

import time
from collections.abc import Sequence
from typing import Any

from rempart.ledger.entry import Piece
from rempart.ledger.stores.connection import Connection, server
from rempart.ledger.stores.partitions import floor

COPY_FROM = 8  # rows; fewer are sooner there with plain INSERTs

PendingRow = tuple[str, str, str, str, str, int, Piece, Piece]
ENTRY = ("log", "kind", "org", "subject_kind", "subject_id", "at_ms", "front", "tail")
ENTRY_TYPES = ("text", "text", "text", "text", "text", "int8", "bytea", "bytea")
PLACE = ("id", "log", "idx", "recorded_ms", "leaf")
PLACE_TYPES = ("int8", "text", "int8", "int8", "bytea")
NODE = ("log", "level", "idx", "hash")
NODE_TYPES = ("text", "int4", "int8", "bytea")


def add_entries(connection: Connection, rows: Sequence[PendingRow]) -> None:
    """What has been acknowledged, once this transaction is committed."""
    if server(connection) is None:
        _insert(connection, "ledger_entry", ENTRY, (), rows)
    elif rows:
        first = _draw(connection, len(rows))
        numbered = [(number, *row) for number, row in enumerate(rows, first)]
        _insert(connection, "ledger_entry", ("id", *ENTRY), ("int8", *ENTRY_TYPES), numbered)


def _draw(connection: Connection, count: int) -> int:
    """The first of `count` numbers. The counter's row stays locked until the commit.

    So numbers become visible in their order: an integrator that has placed one has seen all below it. A sequence
    would hand out a low number to a transaction that commits after a higher one, and its entry would be passed over.
    """
    (last,) = connection.execute(
        "UPDATE ledger_counter SET id = greatest(id, ?) + ? RETURNING id",
        (floor(time.time_ns() // 1_000_000), count),
    ).fetchone()
    return int(last) - count + 1


def count_on(connection: Connection) -> None:
    """After entries were brought from elsewhere with their numbers: the next one lies above all of them."""
    connection.execute("UPDATE ledger_counter SET id = greatest(id, (SELECT coalesce(max(id), 0) FROM ledger_entry))")


def add_places(connection: Connection, rows: Sequence[tuple[int, str, int, int, bytes]]) -> None:
    """Where entries stand that were recorded at moments of their own."""
    _insert(connection, "ledger_place", PLACE, PLACE_TYPES, rows)


def add_run(
    connection: Connection, log: str, first: int, recorded_ms: int, numbers: Sequence[int], leaves: Sequence[bytes]
) -> None:
    """Where entries recorded at one moment stand, from index `first` on."""
    if server(connection) is not None:
        placed = enumerate(zip(numbers, leaves, strict=True), first)
        add_places(connection, [(number, log, index, recorded_ms, leaf) for index, (number, leaf) in placed])
        return
    # SQLite takes the rows apart by itself: 0.6 instead of 1.9 us an entry, of about 14 for all of taking it in.
    connection.execute(
        "INSERT INTO ledger_place (id, log, idx, recorded_ms, leaf)"
        " SELECT value, ?, ? + key, ?, substr(?, 32 * key + 1, 32) FROM json_each(?)",  # a hash has 32 bytes
        (log, first, recorded_ms, b"".join(leaves), str(list(numbers))),
    )


def add_nodes(connection: Connection, rows: Sequence[tuple[str, int, int, bytes]]) -> None:
    """Roots of full subtrees."""
    _insert(connection, "ledger_node", NODE, NODE_TYPES, rows)


def _insert(
    connection: Connection, table: str, columns: Sequence[str], types: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    to = server(connection)
    if to is not None and len(rows) >= COPY_FROM:
        to.copy(table, columns, types, rows)
    elif rows:
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)  # noqa: S608 - names of ours
