"""A consistent copy of a SQLite database in use: one read transaction, table by table into a new file.

Not the backup API and not VACUUM INTO: both would write the keys of persons into the target before they could be
taken out again, and what has once been on a foreign disk is not gone.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rempart.channel.place import database
from rempart.ledger.stores.connection import Connection, is_postgres
from rempart.ledger.stores.sqlite import BUSY_TIMEOUT_MS
from rempart.upkeep.manifest import Head, Tell

TABLES_OF_SERVER = "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"


@dataclass(slots=True)
class Stand:
    """How far the record had come; see engine.Stand."""

    heads: dict[str, Head] = field(default_factory=dict)
    pending: int = 0
    schema: dict[str, str] = field(default_factory=dict)


class Sqlite:
    """The database of one data folder."""

    name = "sqlite"

    def __init__(self, state: Path) -> None:
        self.file = database(state)

    def bytes(self) -> int:
        """Of the file."""
        return self.file.stat().st_size

    def copy(self, target: Path, empty: Collection[str], tell: Tell) -> Stand:
        """All tables; those of `empty` without their rows. Raises sqlite3.Error, OSError."""
        return self._copy(target, lambda name: name not in empty, tell, all_tables=True)

    def copy_only(self, target: Path, tables: Collection[str]) -> Stand:
        """Those tables alone."""
        return self._copy(target, lambda name: name in tables, lambda *_: None, all_tables=False)

    def _copy(self, target: Path, wants: Callable[[str], bool], tell: Tell, *, all_tables: bool) -> Stand:
        with _beside(self.file, target) as both:
            objects = both.execute("SELECT type, name, sql FROM live.sqlite_master WHERE sql IS NOT NULL").fetchall()
            tables = [(name, sql) for kind, name, sql in objects if kind == "table" and not name.startswith("sqlite_")]
            chosen = [(name, sql) for name, sql in tables if all_tables or wants(name)]
            for done, (name, sql) in enumerate(chosen):
                tell(done, len(chosen), name)
                both.execute(sql)
                if wants(name):
                    _rows(both, name)
            if all_tables:
                for kind, _, sql in objects:
                    if kind != "table":
                        both.execute(sql)
                _sequences(both)
            return stand(both, "live.")


def _rows(both: sqlite3.Connection, name: str) -> None:
    """Columns by name: one that is computed (hidden) cannot be written."""
    columns = ", ".join(f'"{row[1]}"' for row in both.execute(f'PRAGMA live.table_xinfo("{name}")') if row[6] == 0)
    both.execute(f'INSERT INTO main."{name}" ({columns}) SELECT {columns} FROM live."{name}"')  # noqa: S608 - names from the schema


def _sequences(both: sqlite3.Connection) -> None:
    """A number that was given once is not given again."""
    if both.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'sqlite_sequence'").fetchone():
        both.execute("DELETE FROM main.sqlite_sequence")
        both.execute("INSERT INTO main.sqlite_sequence SELECT name, seq FROM live.sqlite_sequence")


@contextlib.contextmanager
def _beside(source: Path, target: Path) -> Iterator[sqlite3.Connection]:
    """The target as main, the source attached for reading, in one transaction that is committed at the end."""
    source.stat()  # FileNotFoundError says more than "unable to open"
    both = sqlite3.connect(f"{target.resolve().as_uri()}?mode=rwc", uri=True, isolation_level=None)
    try:
        target.chmod(0o600)
        both.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        both.execute("PRAGMA journal_mode=OFF")  # a copy that fails is thrown away
        both.execute("PRAGMA foreign_keys=OFF")
        both.execute("ATTACH ? AS live", (f"{source.resolve().as_uri()}?mode=ro",))
        both.execute("BEGIN")
        yield both
        both.execute("COMMIT")
    finally:
        both.close()


def stand(connection: Connection, prefix: str = "") -> Stand:
    """Heads, waiting entries and migrations, in the connection's current view."""
    found = Stand()
    listed = f"SELECT name FROM {prefix}sqlite_master WHERE type = 'table'"  # noqa: S608 - our prefix
    if is_postgres(connection):
        listed = TABLES_OF_SERVER
    tables = {name for (name,) in connection.execute(listed)}
    if "ledger_head" in tables:
        heads = connection.execute(f"SELECT log, size, root FROM {prefix}ledger_head ORDER BY log")  # noqa: S608
        found.heads = {log: Head(size, bytes(root).hex()) for log, size, root in heads}
        (found.pending,) = connection.execute(
            f"SELECT count(*) FROM {prefix}ledger_entry WHERE id > (SELECT coalesce(max(id), 0) FROM {prefix}ledger_place)"  # noqa: S608
        ).fetchone()
    if "django_migrations" in tables:
        rows = connection.execute(f"SELECT app, max(name) FROM {prefix}django_migrations GROUP BY app ORDER BY app")  # noqa: S608
        found.schema = dict(rows.fetchall())
    return found
