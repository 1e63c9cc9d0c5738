"""A database file comes back whatever its source called it: a site may have moved from a companion to files here."""

import contextlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from rempart.backup.net import here, sqlite
from rempart.channel.source import Origin, Parcel, Table
from tests.backup.house import Desk

PLACE = "wp-content/database/.ht.sqlite"


def laid(folder: Path) -> tuple[Table, ...]:
    """A small database, copied as a source does."""
    folder.mkdir()
    with contextlib.closing(sqlite3.connect(folder / "live")) as made, made:
        made.execute("CREATE TABLE wp_options (name TEXT)")
        made.execute("INSERT INTO wp_options VALUES ('granite')")
    return sqlite.copy(folder / "live", folder / "database", Desk())


@pytest.mark.parametrize("name", ["site.sqlite", "database.sqlite"])
@pytest.mark.parametrize("is_whole", [True, False])
def test_each_source_names_the_file_itself(tmp_path: Path, name: str, *, is_whole: bool) -> None:
    tables = tuple(replace(one, file=name) for one in laid(tmp_path / "copy"))
    database = tmp_path / "copy" / "database"
    (database / sqlite.FILE).rename(database / name)
    root = tmp_path / "site"
    (root / "wp-content" / "database").mkdir(parents=True)
    files = tmp_path / "copy" / "files"
    files.mkdir()
    (files / "index.php").write_text("<?php")
    given = {"folder": str(root), "engine": "sqlite", "sqlite_file": str(root / PLACE)}
    origin = Origin("site", "", given)
    parcel = Parcel("abcdef", is_whole, files if is_whole else None, database, "sqlite", PLACE, tables, ())
    here.prepare(origin, parcel, Desk())
    here.swap(origin, parcel, Desk())
    here.finish(origin, parcel, Desk())
    with contextlib.closing(sqlite3.connect(root / PLACE)) as back:
        assert back.execute("SELECT name FROM wp_options").fetchall() == [("granite",)]
