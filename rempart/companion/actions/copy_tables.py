"""Tables out of a site: one file a table for MySQL, one database file for SQLite."""

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rempart.channel.companion import Companion, Lying
from rempart.channel.companion.copying import rows, tables
from rempart.channel.companion.rows import Cutter, fields
from rempart.channel.source import Desk, Table
from rempart.companion.core.dump import Row, lines, writer

SQLITE = "database.sqlite"
ALLOWED = frozenset(
    {
        sqlite3.SQLITE_CREATE_TABLE, sqlite3.SQLITE_CREATE_INDEX, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE,
        sqlite3.SQLITE_READ, sqlite3.SQLITE_REINDEX, sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_TRANSACTION,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """A table as the site describes it."""

    name: str
    create: str
    types: tuple[str, ...]
    columns: tuple[str, ...]
    bytes: int


def forms(site: Companion) -> tuple[dict[str, Form], dict[str, Any]]:
    """Every table by name, and what database it is. Raises Lying for a description that is none."""
    found, told = tables(site)
    try:
        made = {
            str(one["name"]): Form(
                str(one["name"]), str(one["create"]), tuple(str(column["type"]) for column in one["columns"]),
                tuple(str(column["name"]) for column in one["columns"]), int(one["bytes"]),
            )
            for one in found
        }  # fmt: skip
    except (KeyError, TypeError, ValueError) as bad:
        raise Lying("form", "a table that is not described") from bad
    return made, told


def _rows(site: Companion, form: Form, desk: Desk) -> Iterator[Row]:
    cutter = Cutter(len(form.columns))
    for piece in rows(site, form.name):
        if piece.columns != form.columns:
            raise Lying("form", "rows of other columns than were told")
        desk.pace(len(piece.bytes))
        desk.tell("database", 0)
        for row in cutter.feed(piece.bytes):
            yield fields(row, len(form.columns))
    cutter.finish()


def _file_of(name: str) -> str:
    """A name below the folder that nothing can lead out of."""
    return f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.sql"


def take_mysql(site: Companion, target: Path, form: Form, desk: Desk) -> None:
    """One table anew, beside the old file until it is whole."""
    write = writer(form.create, form.types)
    part = target / f"{_file_of(form.name)}.part"
    with part.open("wb") as out:
        out.writelines(lines(form.name, form.create, map(write, _rows(site, form, desk))))
    part.replace(target / _file_of(form.name))


def held(target: Path, place: str) -> Callable[[str], bool]:
    """Whether a table lies there from the copy before."""
    if not place:
        return lambda name: (target / _file_of(name)).is_file()
    with _opened(target) as database:
        found = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return lambda name: name in found


def mysql_tables(target: Path, names: list[str]) -> tuple[Table, ...]:
    """Those that were taken; what is no longer there goes."""
    kept = {_file_of(name): name for name in names}
    found = []
    for path in sorted(target.iterdir()):
        if path.name not in kept:
            path.unlink()
            continue
        with path.open("rb") as file:
            digest, count = hashlib.sha256(), 0
            for line in file:
                digest.update(line)
                count += line.startswith(b"(")
        found.append(Table(kept[path.name], path.name, count, path.stat().st_size, digest.hexdigest()))
    return tuple(sorted(found, key=lambda one: one.name))


@contextlib.contextmanager
def _opened(target: Path) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(target / SQLITE, isolation_level=None)
    try:
        yield database
    finally:
        database.close()


def take_sqlite(site: Companion, target: Path, form: Form, desk: Desk) -> None:
    """One table anew, in one transaction. The site's own statement may make this table and its indexes, nothing else."""
    quoted = '"' + form.name.replace('"', '""') + '"'
    marks = ", ".join("?" * len(form.columns))
    with _opened(target) as database:
        database.execute("BEGIN")
        try:
            database.execute(f"DROP TABLE IF EXISTS {quoted}")
            database.set_authorizer(_only_tables)
            for statement in form.create.split(";\n"):
                database.execute(statement)
            database.set_authorizer(None)
            database.executemany(
                f"INSERT INTO {quoted} VALUES ({marks})",  # noqa: S608 - quoted above
                (tuple(map(_typed, row)) for row in _rows(site, form, desk)),
            )
            database.execute("COMMIT")
        except sqlite3.Error as bad:
            raise Lying("form", "a table that cannot be made") from bad
        finally:
            if database.in_transaction:
                database.set_authorizer(None)
                database.execute("ROLLBACK")


def _only_tables(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in ALLOWED else sqlite3.SQLITE_DENY


def _typed(field: bytes | None) -> object:
    """The first byte says what SQLite held."""
    if field is None:
        return None
    kind, value = field[:1], field[1:]
    try:
        if kind == b"b":
            return value
        return {b"i": int, b"r": float, b"t": str}[kind](value.decode())
    except (KeyError, ValueError) as bad:
        raise Lying("form", "a field of no known kind") from bad


def sqlite_tables(target: Path, names: list[str]) -> tuple[Table, ...]:
    """All in the one file; what is no longer there goes."""
    with _opened(target) as database:
        there = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in sorted(set(there) - set(names)):
            if not name.startswith("sqlite_"):
                database.execute('DROP TABLE "' + name.replace('"', '""') + '"')
        counts = {
            name: database.execute('SELECT count(*) FROM "' + name.replace('"', '""') + '"').fetchone()[0]  # noqa: S608
            for name in sorted(set(there) & set(names))
        }
    file = target / SQLITE
    with file.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    size = file.stat().st_size
    return tuple(Table(name, SQLITE, count, size, digest) for name, count in counts.items())
