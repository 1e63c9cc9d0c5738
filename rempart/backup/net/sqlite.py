"""SQLite: the engine's own online backup, and a database file exchanged by renaming."""

import contextlib
import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

from rempart.channel.source import Desk, Parcel, Table, Trouble

FILE = "site.sqlite"
PAGES = 4_096  # copied in one go, between two looks at whether somebody stopped us
TAILS = ("", "-wal", "-shm", "-journal")


def copy(live: Path, folder: Path, desk: Desk) -> tuple[Table, ...]:
    """One consistent copy while others write. Raises Trouble."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / FILE
    for tail in TAILS:
        (folder / (FILE + tail)).unlink(missing_ok=True)
    try:
        with contextlib.closing(_open(live)) as source, contextlib.closing(sqlite3.connect(target)) as out:
            source.backup(out, pages=PAGES, progress=lambda _, left, total: desk.tell("database", total - left, total))
            out.execute("PRAGMA journal_mode=DELETE")
        return listed(target)
    except sqlite3.Error as bad:
        raise Trouble("unreadable", str(bad)) from bad


def listed(file: Path) -> tuple[Table, ...]:
    """Tables and rows of a copy; the digest is the whole file's."""
    with file.open("rb") as held:
        digest, size = hashlib.file_digest(held, "sha256").hexdigest(), file.stat().st_size
    with contextlib.closing(_open(file)) as source:
        named = source.execute(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
        )
        return tuple(
            Table(name, file.name, source.execute(f"SELECT COUNT(*) FROM {_word(name)}").fetchone()[0], size, digest)  # noqa: S608 - quoted
            for (name,) in named.fetchall()
        )


def file_of(parcel: Parcel) -> Path:
    """The database file that came: each source gives it a name of its own."""
    assert parcel.database is not None
    return parcel.database / (parcel.tables[0].file if parcel.tables else FILE)


def lay(live: Path, parcel: Parcel, desk: Desk) -> None:
    """The database as it will be, beside the live one; whole, or with single tables exchanged. Raises Trouble."""
    assert parcel.database is not None
    source, fresh = file_of(parcel), _beside(live, parcel, "new")
    desk.tell("database", 0, source.stat().st_size)
    with source.open("rb") as held:
        if parcel.tables and hashlib.file_digest(held, "sha256").hexdigest() != parcel.tables[0].sha256:
            raise Trouble("poisoned", "the database is not the one that was copied")
    try:
        if parcel.is_whole or not live.exists():
            shutil.copyfile(source, fresh)
        else:
            with contextlib.closing(_open(live)) as now, contextlib.closing(sqlite3.connect(fresh)) as out:
                now.backup(out, pages=PAGES)
            for table in parcel.tables:
                _exchange(fresh, source, table.name)
        with contextlib.closing(_open(fresh)) as made:
            if (found := made.execute("PRAGMA quick_check(1)").fetchone()) != ("ok",):
                raise Trouble("poisoned", f"the database is damaged: {found}")
    except sqlite3.Error as bad:
        raise Trouble("poisoned", str(bad)) from bad
    if live.exists():
        shutil.copystat(live, fresh)
        with contextlib.suppress(PermissionError):
            os.chown(fresh, live.stat().st_uid, live.stat().st_gid)


def _exchange(fresh: Path, source: Path, name: str) -> None:
    with contextlib.closing(sqlite3.connect(fresh)) as out, out:
        out.execute("PRAGMA trusted_schema=OFF")
        out.execute("ATTACH ? AS old", (str(source),))
        made = out.execute(
            "SELECT sql FROM old.sqlite_master WHERE tbl_name=? AND type IN ('table','index') AND sql IS NOT NULL "
            "ORDER BY type='index'",
            (name,),
        ).fetchall()
        out.execute("BEGIN IMMEDIATE")
        out.execute(f"DROP TABLE IF EXISTS main.{_word(name)}")
        for (sql,) in made:
            if not sql.upper().startswith(("CREATE TABLE", "CREATE INDEX", "CREATE UNIQUE INDEX")):
                raise Trouble("poisoned", f"table {name} is no plain table")
            out.execute(sql)
        out.execute(f"INSERT INTO main.{_word(name)} SELECT * FROM old.{_word(name)}")  # noqa: S608 - quoted


def swap(live: Path, parcel: Parcel) -> None:
    """One rename, while the engine's own lock is held and its log is empty: a reader has the former file, or the new one."""
    fresh, former = _beside(live, parcel, "new"), _beside(live, parcel, "old")
    if not fresh.exists():
        return
    if not live.exists():
        fresh.rename(live)
        return
    try:
        with contextlib.closing(sqlite3.connect(live, timeout=30, isolation_level=None)) as now:
            now.execute("PRAGMA journal_mode=DELETE")  # a log left behind would be played into the new file
            now.execute("BEGIN EXCLUSIVE")
            former.unlink(missing_ok=True)
            former.hardlink_to(live)
            fresh.replace(live)
    except sqlite3.Error as bad:
        raise Trouble("unreadable", f"the live database does not let go: {bad}") from bad


def undo(live: Path, parcel: Parcel) -> None:
    """The former file live again."""
    fresh, former = _beside(live, parcel, "new"), _beside(live, parcel, "old")
    if former.exists() and not fresh.exists():
        for tail in TAILS[1:]:
            Path(f"{live}{tail}").unlink(missing_ok=True)
        former.replace(live)
    former.unlink(missing_ok=True)
    fresh.unlink(missing_ok=True)


def finish(live: Path, parcel: Parcel) -> None:
    """What only a return would need goes away."""
    _beside(live, parcel, "old").unlink(missing_ok=True)


def _beside(live: Path, parcel: Parcel, word: str) -> Path:
    return live.with_name(f".rempart-{parcel.uid}-{word}")


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=30)


def _word(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
