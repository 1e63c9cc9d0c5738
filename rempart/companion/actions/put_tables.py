"""Tables of a parcel to a companion, row by row, and read back: each side sums up salted digests of its rows."""

import hashlib
import re
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from rempart.channel.companion import Lying
from rempart.channel.companion.restoring import Restoring
from rempart.channel.companion.rows import Sums, encode
from rempart.channel.source import Desk, Parcel, Table, Trouble
from rempart.companion.core.dump import BadDump, Row, read, types

TELL_EVERY = 500  # rows
INEXACT = re.compile(r"(?:float|double|real|bit|json)", re.I)  # engines write these in more than one way
OTHER_CHARSET = re.compile(r"(?:CHARACTER SET |CHARSET=)(?!utf8|ascii)\w+")
READS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})


class _Text(bytes):
    """Text as SQLite holds it, apart from bytes."""


def put_tables(restoring: Restoring, parcel: Parcel, begun: dict[str, Any], live: set[str], desk: Desk) -> None:
    """All of the parcel; what the copy lacks goes aside where the whole site comes back. Raises Trouble, Lying."""
    had = {str(one["table"]): int(one["pieces"]) for one in begun.get("tables", ())}
    salt = secrets.token_hex(16)
    due = {table.name: _send(restoring, parcel, table, had.get(table.name, 0), salt, desk) for table in parcel.tables}
    if parcel.is_whole:
        for name in sorted(live - set(due)):
            restoring.table_gone(name)
    told = restoring.sums(salt)
    for table in parcel.tables:
        if told.get(table.name) != due[table.name]:  # the last piece may have come twice to a table without a key
            due[table.name] = _send(restoring, parcel, table, 0, salt, desk)
    if told != due and restoring.sums(salt) != due:
        raise Lying("order", "the rows that wait are not those that were sent")


def _send(
    restoring: Restoring, parcel: Parcel, table: Table, had: int, salt: str, desk: Desk
) -> tuple[int, tuple[int, ...]]:
    """What the site must answer for. Raises Trouble `poisoned` for a table that is not the one that was copied."""
    assert parcel.database is not None
    file = parcel.database / table.file
    sums = Sums(salt)
    try:
        if parcel.engine == "sqlite":
            with closing(_opened(file)) as database:
                create, columns = _form(database, table.name)
                restoring.rows(table.name, create, columns, _sqlite(database, table, columns, sums, desk), had=had)
        else:
            _send_mysql(restoring, file, table, had, sums, desk)
    except (BadDump, sqlite3.Error) as bad:
        raise Trouble("poisoned", f"table {table.name}: {bad}") from bad
    if sums.rows != table.rows:
        raise Trouble("poisoned", f"table {table.name} has {sums.rows} rows of {table.rows}")
    return sums.told


def _send_mysql(restoring: Restoring, file: Path, table: Table, had: int, sums: Sums, desk: Desk) -> None:
    with file.open("rb") as held:
        if hashlib.file_digest(held, "sha256").hexdigest() != table.sha256:
            raise Trouble("poisoned", f"table {table.name} is not the one that was copied")
        held.seek(0)
        lines = _Lines(held)
        create, columns, rows = read(table.name, lines)
        lines.is_plain = OTHER_CHARSET.search(create) is not None
        exact = [INEXACT.match(kind) is None for kind in types(create)]
        restoring.rows(table.name, create, columns, _mysql(rows, exact, sums, desk), had=had)


def _mysql(rows: Iterable[Row], exact: list[bool], sums: Sums, desk: Desk) -> Iterator[bytes]:
    for row in rows:
        if sums.rows % TELL_EVERY == 0:
            desk.tell("database", sums.rows)
        if len(row) != len(exact):
            raise BadDump("a row that does not fit its table")
        sums.add(field if is_exact or field is None else b"" for field, is_exact in zip(row, exact, strict=True))
        yield encode(row)


class _Lines:
    """The file line by line. Where a table does not speak UTF-8, our own copies hold no byte above 127: such text came
    through another program, and is not the bytes that its column held."""

    def __init__(self, source: Iterable[bytes]) -> None:
        self._source, self.is_plain = source, False

    def __iter__(self) -> Iterator[bytes]:
        for line in self._source:
            if self.is_plain and not line.isascii():
                raise Trouble("unreadable", "text of another character set, in a copy that another source has made")
            yield line


def _opened(file: Path) -> sqlite3.Connection:
    """For reading alone: what a stranger's file defines is not run."""
    database = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    database.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in READS else sqlite3.SQLITE_DENY)
    database.text_factory = _Text
    return database


def _form(database: sqlite3.Connection, name: str) -> tuple[str, list[str]]:
    found = database.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL AND type IN ('table', 'index') "
        "ORDER BY type DESC, name",
        (name,),
    ).fetchall()
    if not found or not found[0][0].startswith(b"CREATE TABLE"):
        raise BadDump("it is not in the copy, or no plain table")
    looked = database.execute(f"SELECT * FROM {_quoted(name)} LIMIT 0")  # noqa: S608 - quoted
    return ";\n".join(row[0].decode() for row in found), [str(one[0]) for one in looked.description]


def _sqlite(database: sqlite3.Connection, table: Table, columns: list[str], sums: Sums, desk: Desk) -> Iterator[bytes]:
    listed = ", ".join(_quoted(one) for one in columns)
    for values in database.execute(f"SELECT {listed} FROM {_quoted(table.name)}"):  # noqa: S608 - quoted
        if sums.rows % TELL_EVERY == 0:
            desk.tell("database", sums.rows)
        row = tuple(map(_field, values))
        sums.add(b"" if field is not None and field[:1] == b"r" else field for field in row)
        yield encode(row)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _field(value: object) -> bytes | None:
    if value is None:
        return None
    if isinstance(value, _Text):
        return b"t" + value
    if isinstance(value, bytes):
        return b"b" + value
    if isinstance(value, float):
        return b"r" + format(value, ".17g").encode()
    return b"i" + str(value).encode()
