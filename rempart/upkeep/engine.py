"""What upkeep asks of a database engine; SQLite today, PostgreSQL by adding a file and a line in `of`."""

from collections.abc import Collection
from pathlib import Path
from typing import Protocol

from rempart.channel import database
from rempart.upkeep.manifest import Head, Tell

LEFT_OUT = ("ledger_person_key",)  # in ordinary backups; they have a backup of their own, kept at most 30 days
ENDED = ("django_session", "directory_signinlink")  # in no backup: an old way in must not open again


class NotHere(RuntimeError):
    """This engine has its own tools; the message names them."""


class Engine(Protocol):
    """One consistent view each, while others write. A copy is always one SQLite file, whatever the engine."""

    name: str

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
    """The engine of this installation. Raises NotHere."""
    from rempart.upkeep.sqlite_copy import Sqlite

    if database.address(state) is not None:
        raise NotHere(
            "This installation keeps its data in PostgreSQL: back it up with pg_dump, and leave out the rows of "
            f"{', '.join((*LEFT_OUT, *ENDED))}."
        )
    return Sqlite(state)
