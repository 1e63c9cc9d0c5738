"""Every way of tampering that must be noticed, done to a store with plain SQL by someone who can write the file."""

import hashlib
from collections.abc import Callable

from rempart.ledger import merkle
from rempart.ledger.store import Connection

Attack = Callable[[Connection], None]
SIZE = 600  # two full tiles and a partial one


def number(nth: int) -> str:
    """SQL for the number of the nth entry, from 1: PostgreSQL does not begin at 1."""
    return f"(SELECT min(id) + {nth - 1} FROM ledger_entry)"


def flip_a_bit(connection: Connection) -> None:
    (found, front) = connection.execute(f"SELECT id, front FROM ledger_entry WHERE id = {number(300)}").fetchone()
    connection.execute(
        "UPDATE ledger_entry SET front = ? WHERE id = ?", (front.replace(b'"number":299', b'"number":298'), found)
    )


def flip_a_bit_and_its_hash(connection: Connection) -> None:
    flip_a_bit(connection)
    rehash(connection)


def flip_a_column(connection: Connection) -> None:
    connection.execute(f"UPDATE ledger_entry SET subject_id = 's9' WHERE id = {number(10)}")


def delete(connection: Connection) -> None:
    connection.execute("DELETE FROM ledger_place WHERE idx = 77")


def delete_and_close_up(connection: Connection) -> None:
    delete(connection)
    for index in range(78, SIZE):
        connection.execute("UPDATE ledger_place SET idx = ? WHERE idx = ?", (index - 1, index))


def delete_the_bytes(connection: Connection) -> None:
    connection.execute(f"DELETE FROM ledger_entry WHERE id = {number(78)}")


def insert(connection: Connection) -> None:
    *columns, tail = connection.execute(
        "SELECT log, kind, org, subject_kind, subject_id, at_ms, front, tail FROM ledger_entry"
        f" WHERE id = {number(600)}"
    ).fetchone()
    row = (9999, *columns, tail.replace(b'"seq":600', b'"seq":601'))
    connection.execute("INSERT INTO ledger_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
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
    connection.execute("UPDATE ledger_node SET hash = ? WHERE idx = 1", (bytes(32),))


def swap_the_signature(connection: Connection) -> None:
    (note,) = connection.execute("SELECT note FROM ledger_head").fetchone()
    connection.execute("UPDATE ledger_head SET note = ?", (note.replace(note[-20:-16], "AAAA"),))


def claim_another_size(connection: Connection) -> None:
    connection.execute("UPDATE ledger_head SET note_size = 599")


def rehash(connection: Connection) -> None:
    """What a careful attacker does: every hash below the signature made to fit again."""
    rows = connection.execute(
        "SELECT id, front, tail, recorded_ms FROM ledger_place JOIN ledger_entry USING (id) ORDER BY idx"
    ).fetchall()
    leaves = []
    for at, front, tail, recorded_ms in rows:
        data = front + b',"recorded_ms":%d,' % recorded_ms + tail
        leaves.append(hashlib.sha256(b"\0" + data).digest())
        connection.execute("UPDATE ledger_entry SET tail = ? WHERE id = ?", (tail, at))
        connection.execute("UPDATE ledger_place SET leaf = ? WHERE id = ?", (leaves[-1], at))
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
