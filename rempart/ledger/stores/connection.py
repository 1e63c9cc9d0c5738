"""What the ledger asks of a database connection, whichever database it is: `sqlite3.Connection` fits as it is.

SQL is written once, with question marks, and is plain enough for both; what differs stands in this package.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, cast

from rempart.ledger.stores.fault import Fault

FAULTS: tuple[type[sqlite3.Error], type[Fault]] = (
    sqlite3.Error,
    Fault,
)  # what a store raises when its database is away or broken


class Rows(Protocol):
    """Answers of one statement."""

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""

    @property
    def description(self) -> Any:
        """Of each column its name first."""

    def fetchone(self) -> Any:
        """The next row or None."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """Row by row."""


class Connection(Protocol):
    """A connection that opens no transaction by itself."""

    @property
    def in_transaction(self) -> bool:
        """Whether one is open."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Rows:
        """One statement with question marks."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Rows:
        """One statement for many rows."""

    def close(self) -> None:
        """Let go of the database."""


class Server(Connection, Protocol):
    """A connection to PostgreSQL, with what only it can do."""

    def copy(self, table: str, columns: Sequence[str], types: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Many rows at once, in the open transaction."""

    def stream(self, sql: str, parameters: Sequence[Any]) -> Iterator[Any]:
        """Rows of a query that may be larger than the memory, in the open transaction."""


def server(connection: Connection) -> Server | None:
    """The connection as one to PostgreSQL; None for SQLite."""
    return cast(Server, connection) if is_postgres(connection) else None


def is_postgres(connection: Connection) -> bool:
    """Is it PostgreSQL? Otherwise it is SQLite."""
    return getattr(connection, "dialect", "sqlite") == "postgresql"
