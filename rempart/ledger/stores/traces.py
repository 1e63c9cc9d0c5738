"""What a deletion leaves behind in the files, per database: freed pages, the write-ahead log, copies."""

from rempart.ledger.stores.connection import Connection, is_postgres


def before_deleting(connection: Connection) -> None:
    """SQLite: freed pages are zeroed, not merely unlinked."""
    if not is_postgres(connection):
        connection.execute("PRAGMA secure_delete=ON")


def forget_traces(connection: Connection) -> None:
    """Take away what deleted rows leave behind in the files. Outside a transaction.

    SQLite: the write-ahead log still holds pages from before the deletion. PostgreSQL: a deleted key stands in its
    page until the table is written anew (it is small); its write-ahead log keeps it until the server recycles it.
    """
    if is_postgres(connection):
        connection.execute("VACUUM (FULL) ledger_person_key")
    else:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def compact(connection: Connection) -> None:
    """Write everything anew, without freed pages: for a copy that something was taken out of."""
    connection.execute("VACUUM (FULL)" if is_postgres(connection) else "VACUUM")
