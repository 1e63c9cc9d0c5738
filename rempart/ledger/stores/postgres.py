"""The ledger on PostgreSQL: psycopg behind the few words that the store speaks.

An error message may be logged, so the address is never part of one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from rempart.ledger.stores.fault import Fault

CONNECT_S = 5  # a server that does not answer is said, not waited for
LOCK_S = 5  # as long as SQLite waits for another writer
IDLE_S = 30  # a writer frozen in the middle of a transaction is cut off, or nobody could take over from it
DEAD_S = 15  # silence of the network after which either side gives the other up
STREAM_ROWS = 2_000  # fetched at once where a whole log is read

OPEN = (TransactionStatus.ACTIVE, TransactionStatus.INTRANS, TransactionStatus.INERROR)

Guard = Callable[[], AbstractContextManager[object]]


def settings() -> dict[str, Any]:
    """How every connection of ours is opened: the ledger's own, and Django's."""
    return {
        "application_name": "rempart",
        "connect_timeout": CONNECT_S,
        "keepalives_idle": DEAD_S // 3,
        "keepalives_interval": DEAD_S // 3,
        "keepalives_count": 2,
        "options": (
            f"-c synchronous_commit=on -c lock_timeout={LOCK_S}s -c idle_in_transaction_session_timeout={IDLE_S}s"
            f" -c tcp_keepalives_idle={DEAD_S // 3} -c tcp_keepalives_interval={DEAD_S // 3} -c tcp_keepalives_count=2"
            " -c timezone=UTC -c client_encoding=UTF8"
        ),
    }


@contextmanager
def as_fault() -> Iterator[None]:
    """psycopg's errors as the store's."""
    try:
        yield
    except psycopg.Error as trouble:
        raise Fault(f"PostgreSQL: {_words(trouble)}") from trouble


def _words(trouble: psycopg.Error) -> str:
    """The server's sentence alone: the details may quote values, and a failed connection its address."""
    said = trouble.diag.message_primary
    if said:
        return said
    if isinstance(trouble, psycopg.OperationalError):
        return "the server cannot be reached, or the connection is lost"
    return type(trouble).__name__


@lru_cache(maxsize=512)
def _translated(sql: str) -> str:
    """psycopg's marks for ours. None of our statements holds a question mark in a text."""
    return sql.replace("%", "%%").replace("?", "%s")


class Adapter:
    """A psycopg connection that speaks like `sqlite3.Connection`. `guard` says whose errors are raised."""

    dialect = "postgresql"  # what `connection.is_postgres` asks

    def __init__(self, raw: "psycopg.Connection[Any]", guard: Guard = as_fault) -> None:
        self.raw, self._guard = raw, guard

    @property
    def in_transaction(self) -> bool:
        """Django switches autocommit off when one begins, psycopg opens it with the first statement."""
        return not self.raw.autocommit or self.raw.info.transaction_status in OPEN

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> "psycopg.Cursor[Any]":
        """One statement."""
        with self._guard():
            return self.raw.execute(_translated(sql), parameters) if parameters else self.raw.execute(sql)

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> "psycopg.Cursor[Any]":
        """One statement for many rows, sent without waiting for each answer."""
        with self._guard():
            cursor = self.raw.cursor()
            cursor.executemany(_translated(sql), parameters)
            return cursor

    def copy(self, table: str, columns: Sequence[str], types: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Many rows by COPY, in the open transaction."""
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT BINARY)"
        with self._guard(), self.raw.cursor() as cursor, cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)

    def stream(self, sql: str, parameters: Sequence[Any]) -> Iterator[Any]:
        """Rows of a query that may be larger than the memory; inside a transaction."""
        with self._guard(), self.raw.cursor("rempart_stream") as cursor:
            cursor.itersize = STREAM_ROWS
            yield from cursor.execute(_translated(sql), parameters)

    def close(self) -> None:
        """Let go of the server."""
        self.raw.close()


def connect(address: str, *, read_only: bool = False) -> Adapter:
    """A connection without implicit transactions. Raises Fault."""
    with as_fault():
        try:
            raw = psycopg.connect(address, autocommit=True, **settings())
        except psycopg.ProgrammingError as bad:
            raise Fault("the address of the database is no PostgreSQL address") from bad
    adapter = Adapter(raw)
    if read_only:
        adapter.execute("SET default_transaction_read_only = on")
    return adapter
