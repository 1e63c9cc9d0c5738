"""The rows of a kept database, read for their first column and a digest; nothing of their content leaves here."""

import contextlib
import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from rempart.channel.source import Table, Trouble
from rempart.updates.core.losses import MAX_ROWS, Rows, cells, is_setting

_TYPE_COLUMNS = ("post_type", "comment_type")


def rows_of(engine: str, folder: Path, tables: Sequence[Table], prefix: str) -> Mapping[str, Rows]:
    """Every table of a copy that a source has made. Raises Trouble."""
    wanted = [one for one in tables if not is_setting(one.name, prefix) and "transient" not in one.name]
    try:
        if engine == "sqlite":
            return _sqlite(folder, wanted)
        return {one.name: _dumped(folder / one.file, one) for one in wanted}
    except (OSError, sqlite3.Error, ValueError) as bad:
        raise Trouble("unreadable", f"the kept database cannot be compared: {bad}") from bad


def _sqlite(folder: Path, tables: Sequence[Table]) -> Mapping[str, Rows]:
    found = {}
    files = {one.file for one in tables}
    for file in files:
        line = sqlite3.connect(f"{(folder / file).absolute().as_uri()}?mode=ro", uri=True)
        with contextlib.closing(line):
            line.text_factory = bytes
            for one in tables:
                if one.file == file:
                    found[one.name] = _table(line, one)
    return found


def _table(line: sqlite3.Connection, table: Table) -> Rows:
    if table.rows > MAX_ROWS:
        return Rows({}, {}, table.rows)
    name = '"' + table.name.replace('"', '""') + '"'
    cursor = line.execute(f"SELECT * FROM {name}")  # noqa: S608 - quoted
    columns = [column[0] for column in cursor.description]
    place = _type_place(columns)
    digests, kinds = {}, {}
    for row in cursor:
        key = _text(row[0])
        digests[key] = hashlib.blake2b(repr(row).encode(), digest_size=12).digest()
        if place is not None:
            kinds[key] = _text(row[place])
    return Rows(digests, kinds, len(digests))


def _type_place(columns: Sequence[str]) -> int | None:
    return next((place for place, name in enumerate(columns) if name in _TYPE_COLUMNS), None)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace")[:80] if isinstance(value, bytes) else str(value)[:80]


def _dumped(file: Path, table: Table) -> Rows:
    if table.rows > MAX_ROWS:
        return Rows({}, {}, table.rows)
    digests, kinds, columns, place, is_rows = {}, {}, list[str](), None, False
    with file.open("rb") as source:
        for line in source:
            if line.startswith(b"INSERT INTO "):
                place, is_rows = _type_place(columns), True
            elif not is_rows and line.lstrip().startswith(b"`"):
                columns.append(line.split(b"`")[1].decode("utf-8", "replace"))
            elif is_rows and line.startswith(b"("):
                found = cells(line, 1 if place is None else place + 1)
                key = found[0].strip(b"'").decode("utf-8", "replace")[:80]
                whole = line.rstrip(b"\n;,")
                digests[key] = hashlib.blake2b(whole, digest_size=12).digest()
                if place is not None:
                    kinds[key] = found[place].strip(b"'").decode("utf-8", "replace")[:40]
    return Rows(digests, kinds, len(digests))
