"""Tile hashes of a log from its SQL rows: level 0 from the entries, the levels above from `ledger_node`."""

from rempart.ledger.stores.connection import Connection
from rempart.ledger.tile import ReadHashes


def reader(connection: Connection, log: str) -> ReadHashes:
    """A function that reads hashes `first` to `end` of a level."""

    def read(level: int, first: int, end: int) -> list[bytes]:
        if level == 0:
            rows = connection.execute(
                "SELECT leaf FROM ledger_place WHERE log = ? AND idx >= ? AND idx < ? ORDER BY idx", (log, first, end)
            )
        else:
            rows = connection.execute(
                "SELECT hash FROM ledger_node WHERE log = ? AND level = ? AND idx >= ? AND idx < ? ORDER BY idx",
                (log, level, first, end),
            )
        return [bytes(found) for (found,) in rows]

    return read
