"""Connections to the ledger with the settings that make 'acknowledged' mean 'on the disk', and their transactions."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rempart.ledger.stores.connection import Connection, is_postgres, server

BUSY_TIMEOUT_MS = 5_000  # how long a writer waits for another one before it hears 'busy'

PRAGMAS: tuple[str, ...] = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # WAL's default would lose acknowledged commits when the power goes
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA foreign_keys=ON",
)


def connect(path: Path) -> sqlite3.Connection:
    """A connection without Python's implicit transactions; use `writing` to write."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000, check_same_thread=False)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises sqlite3.OperationalError when the file does not exist."""
    connection = sqlite3.connect(
        f"file:{_quoted(path)}?mode=ro", uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000
    )
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    return connection


def _quoted(path: Path) -> str:
    return path.resolve().as_uri().removeprefix("file://")


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
