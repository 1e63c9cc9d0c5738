"""Every way of tampering that must be noticed, done to a store with plain SQL by someone who can write the file."""

import hashlib
from collections.abc import Callable
from sqlite3 import Connection

from rempart.ledger import merkle

Attack = Callable[[Connection], None]
SIZE = 600  # two full tiles and a partial one


def flip_a_bit(connection: Connection) -> None:
    (number, front) = connection.execute("SELECT id, front FROM ledger_entry WHERE id = 300").fetchone()
    connection.execute(
        "UPDATE ledger_entry SET front = ? WHERE id = ?", (front.replace(b'"number":299', b'"number":298'), number)
    )


def flip_a_bit_and_its_hash(connection: Connection) -> None:
    flip_a_bit(connection)
    rehash(connection)


def flip_a_column(connection: Connection) -> None:
    connection.execute("UPDATE ledger_entry SET subject_id = 's9' WHERE id = 10")


def delete(connection: Connection) -> None:
    connection.execute("DELETE FROM ledger_place WHERE idx = 77")


def delete_and_close_up(connection: Connection) -> None:
    delete(connection)
    for index in range(78, SIZE):
        connection.execute("UPDATE ledger_place SET idx = ? WHERE idx = ?", (index - 1, index))


def delete_the_bytes(connection: Connection) -> None:
    connection.execute("DELETE FROM ledger_entry WHERE id = 78")


def insert(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO ledger_entry SELECT 9999, log, kind, org, subject_kind, subject_id, at_ms, front,"
        " replace(cast(tail AS TEXT), '\"seq\":600', '\"seq\":601') FROM ledger_entry WHERE id = 600"
    )
    connection.execute("UPDATE ledger_place SET idx = -(idx + 1) WHERE idx >= 5")
    connection.execute("UPDATE ledger_place SET idx = -idx WHERE idx < 0")
    connection.execute(
        "INSERT INTO ledger_place SELECT 9999, log, 5, recorded_ms, leaf FROM ledger_place WHERE idx = 4"
    )
    rehash(connection)


def reorder(connection: Connection) -> None:
    for old, new in ((10, -1), (11, 10), (-1, 11)):
        connection.execute("UPDATE ledger_place SET idx = ? WHERE idx = ?", (new, old))


def truncate(connection: Connection) -> None:
    connection.execute("DELETE FROM ledger_place WHERE idx >= 500")


def truncate_with_head(connection: Connection) -> None:
    truncate(connection)
    rehash(connection)


def bend_a_node(connection: Connection) -> None:
    connection.execute("UPDATE ledger_node SET hash = zeroblob(32) WHERE idx = 1")


def swap_the_signature(connection: Connection) -> None:
    connection.execute("UPDATE ledger_head SET note = replace(note, substr(note, -20, 4), 'AAAA')")


def claim_another_size(connection: Connection) -> None:
    connection.execute("UPDATE ledger_head SET note_size = 599")


def rehash(connection: Connection) -> None:
    """What a careful attacker does: every hash below the signature made to fit again."""
    rows = connection.execute(
        "SELECT id, front, tail, recorded_ms FROM ledger_place JOIN ledger_entry USING (id) ORDER BY idx"
    ).fetchall()
    leaves = []
    for number, front, tail, recorded_ms in rows:
        tail = tail.encode() if isinstance(tail, str) else tail
        data = front + b',"recorded_ms":%d,' % recorded_ms + tail
        leaves.append(hashlib.sha256(b"\0" + data).digest())
        connection.execute("UPDATE ledger_entry SET tail = ? WHERE id = ?", (tail, number))
        connection.execute("UPDATE ledger_place SET leaf = ? WHERE id = ?", (leaves[-1], number))
    frontier = merkle.Frontier()
    nodes = frontier.extend(leaves)
    connection.execute("DELETE FROM ledger_node")
    connection.executemany("INSERT INTO ledger_node VALUES ('acme', ?, ?, ?)", nodes)
    connection.execute(
        "UPDATE ledger_head SET size = ?, root = ?, frontier = ?", (frontier.size, frontier.root(), frontier.packed())
    )


# Attack, and the entry where it must be seen (None: in the log as a whole).
ALL: dict[Attack, int | None] = {
    flip_a_bit: 299, flip_a_bit_and_its_hash: None, flip_a_column: 9, delete: 77, delete_and_close_up: 599,
    delete_the_bytes: 77, insert: 6, reorder: 11, truncate: 500, truncate_with_head: None, bend_a_node: None,
    swap_the_signature: None, claim_another_size: None,
}  # fmt: skip
