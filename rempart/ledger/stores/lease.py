"""Whose turn it is to integrate where several machines share one PostgreSQL.

A lease by the server's clock, not a lock that its holder's connection keeps: a frozen process keeps its connection.
The epoch (integrate.py) is what stops a holder that wakes up after its lease has run out.
"""

from rempart.ledger.stores.connection import Connection

LEASE_S = 15  # a pass takes a second; after this long without a word its holder is dead or frozen
_NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"


def take(connection: Connection, holder: str) -> str | None:
    """Take the lease if it is free, ours or run out, or lengthen it. None = it is ours; else who holds it."""
    taken = connection.execute(
        f"UPDATE ledger_lease SET holder = ?, until_ms = {_NOW} + ?"  # noqa: S608 - the server's clock
        f" WHERE holder = ? OR until_ms < {_NOW}",
        (holder, LEASE_S * 1000, holder),
    )
    if taken.rowcount == 1:
        return None
    (other,) = connection.execute("SELECT holder FROM ledger_lease").fetchone()
    return str(other)


def leave(connection: Connection, holder: str) -> None:
    """Give the lease back at an orderly end, so that the next one need not wait."""
    connection.execute("UPDATE ledger_lease SET until_ms = 0 WHERE holder = ?", (holder,))
