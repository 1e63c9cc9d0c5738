"""What upkeep asks of a database engine: SQLite or PostgreSQL, one file each."""

import contextlib
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol

from rempart.channel import database, place
from rempart.upkeep import places
from rempart.upkeep.manifest import Head, Tell
from rempart.upkeep.wiping import overwrite

LEFT_OUT = ("ledger_person_key",)  # in ordinary backups; they have a backup of their own, kept at most 30 days
ENDED = ("django_session", "directory_signinlink")  # in no backup: an old way in must not open again


class Engine(Protocol):
    """One consistent view each, while others write. A copy is always one SQLite file, whatever the engine."""

    name: str

    def bytes(self) -> int:
        """About how large a copy becomes."""
        ...

    def copy(self, target: Path, empty: Collection[str], tell: Tell) -> "Stand":
        """Everything but the rows of the tables named; they never touch the target, not even for a moment."""
        ...

    def copy_only(self, target: Path, tables: Collection[str]) -> "Stand":
        """Those tables alone."""
        ...


class Stand(Protocol):
    """How far the record had come in the view that was copied."""

    heads: dict[str, Head]
    pending: int
    schema: dict[str, str]


def of(state: Path) -> Engine:
    """The engine of this installation. Raises BadAddress."""
    from rempart.upkeep.sqlite_copy import Sqlite

    address = database.address(state)
    if address is None:
        return Sqlite(state)
    from rempart.upkeep.postgres_copy import Postgres  # needs Django

    return Postgres(state, address)


@contextlib.contextmanager
def present(state: Path) -> Iterator[Path]:
    """Today's database as one SQLite file: the folder's own, or a whole copy of the server's that goes afterwards."""
    if database.address(state) is None:
        yield place.database(state)
        return
    with tempfile.TemporaryDirectory(dir=places.work(state)) as folder:
        file = Path(folder) / place.DATABASE
        of(state).copy(file, (), lambda *_: None)
        yield file
        overwrite(file)


def put_back(state: Path, source: Path) -> None:
    """A SQLite copy in the place of the server's rows; harmless when repeated."""
    from rempart.upkeep.postgres_copy import Postgres

    address = database.address(state)
    if address is not None:
        Postgres(state, address).put_back(source, lambda *_: None)
