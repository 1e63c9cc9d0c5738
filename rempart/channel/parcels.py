"""Small messages up from a process without Django that are no entries of the ledger: one appends, one takes.

At least once and in order: whoever takes them moves its cursor in the transaction of their effect, then drops them here.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from rempart.ledger.store import writing
from rempart.ledger.stores.sqlite import connect

FOLDER = "parcels"
KEPT_MAX = 200_000  # about a day of 100 monitors at a minute; the oldest go when nobody takes them for longer
BODY_MAX = 64 * 1024
_SCHEMA = "CREATE TABLE IF NOT EXISTS parcel (seq INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL)"


class Parcels:
    """The file of one sender. Sequence numbers only grow, also after everything was dropped."""

    def __init__(self, state: Path, sender: str) -> None:
        folder = state / FOLDER
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._connection: sqlite3.Connection = connect(folder / f"{sender}.sqlite3")
        # These can be measured again: a power cut may take the last second of them.
        self._connection.execute("PRAGMA synchronous=NORMAL")
        with writing(self._connection):
            self._connection.execute(_SCHEMA)

    def put(self, bodies: Sequence[bytes]) -> None:
        """Append. Raises ValueError for one that is too large."""
        if any(len(body) > BODY_MAX for body in bodies):
            raise ValueError(f"a parcel holds at most {BODY_MAX} bytes")
        with writing(self._connection):
            self._connection.executemany("INSERT INTO parcel (body) VALUES (?)", [(body,) for body in bodies])
            self._connection.execute("DELETE FROM parcel WHERE seq <= (SELECT max(seq) FROM parcel) - ?", (KEPT_MAX,))

    def take(self, after: int, limit: int) -> list[tuple[int, bytes]]:
        """The next ones, the oldest first."""
        query = "SELECT seq, body FROM parcel WHERE seq > ? ORDER BY seq LIMIT ?"
        return [(int(seq), bytes(body)) for seq, body in self._connection.execute(query, (after, limit))]

    def drop(self, until: int) -> None:
        """What was taken for good."""
        with writing(self._connection):
            self._connection.execute("DELETE FROM parcel WHERE seq <= ?", (until,))

    def close(self) -> None:
        """Close the file; what is in it stays."""
        self._connection.close()
