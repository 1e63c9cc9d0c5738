"""Transactions of the ledger's connections, on either database."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rempart.ledger.stores.connection import Connection, is_postgres, server


@contextmanager
def writing(connection: Connection) -> Iterator[None]:
    """BEGIN … COMMIT; rolled back when the body raises. IMMEDIATE on SQLite: a late upgrade could not wait."""
    connection.execute("BEGIN" if is_postgres(connection) else "BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def reading(connection: Connection) -> Iterator[None]:
    """One unchanging view for several queries."""
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if is_postgres(connection) else "BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def streaming(connection: Connection, sql: str, parameters: Sequence[Any]) -> Iterable[Any]:
    """Rows of a query that may be larger than the memory; inside `reading` or `writing`."""
    far = server(connection)
    return connection.execute(sql, parameters) if far is None else far.stream(sql, parameters)
