"""A site whose files and database are on this machine: read where they are, put back by exchanging."""

import shutil
import time
from pathlib import Path

from rempart.backup.net import mysql, sqlite, tree
from rempart.channel.source import Checked, Copied, Desk, Origin, Parcel, PutBack, Trouble

DATABASE = "database"


def check(origin: Origin, desk: Desk) -> Checked:
    """Whether everything can be read; what is missing by code."""
    missing = []
    root = folder(origin)
    if not root.is_dir():
        missing.append("folder_missing")
    seen: dict[str, str | int] = {}
    engine = origin.settings.get("engine", "none")
    if engine == "mysql":
        seen["tables"] = len(mysql.tables(server(origin)))
    elif engine == "sqlite" and not sqlite_file(origin).is_file():
        missing.append("database_missing")
    return Checked(tuple(missing), seen)


def copy(origin: Origin, into: Path, desk: Desk) -> Copied:
    """The files stay where they are; the database of one moment is written beside the manifest."""
    root, taken = folder(origin), time.time_ns() // 1_000_000
    if not root.is_dir():
        raise Trouble("missing", "the site's folder is not there")
    engine, out = origin.settings.get("engine", "none"), into / DATABASE
    leave_out: list[str] = [f"{tree.HIDDEN}*"]
    if engine == "mysql":
        where = server(origin)
        made = mysql.dump(where, mysql.tables(where), out, desk)
        return Copied(root, taken, out, engine, "", made, tuple(leave_out), mysql.left_out(where))
    if engine == "sqlite":
        live = sqlite_file(origin)
        made, place = sqlite.copy(live, out, desk), ""
        if live.is_relative_to(root):
            place = live.relative_to(root).as_posix()
            leave_out += [place + tail for tail in sqlite.TAILS]
        return Copied(root, taken, out, engine, place, made, tuple(leave_out))
    return Copied(root, taken, leave_out=tuple(leave_out))


def prepare(origin: Origin, parcel: Parcel, desk: Desk) -> None:
    """Files and database beside the live ones."""
    if parcel.files is not None:
        if parcel.is_whole and parcel.engine == "sqlite" and parcel.place:
            _keep_in_tree(parcel)
        tree.lay(folder(origin), parcel, desk)
    if parcel.database is not None and parcel.tables:
        if parcel.engine == "mysql":
            mysql.lay(server(origin), parcel, desk)
        elif not _is_in_tree(parcel):
            sqlite.lay(sqlite_file(origin), parcel, desk)


def swap(origin: Origin, parcel: Parcel, desk: Desk) -> None:
    """Database first: it is one step, and a site with new files and old rows would be wrong for longer."""
    if parcel.database is not None and parcel.tables and not _is_in_tree(parcel):
        if parcel.engine == "mysql":
            mysql.swap(server(origin), parcel)
        else:
            sqlite.swap(sqlite_file(origin), parcel)
    if parcel.files is not None:
        tree.swap(folder(origin), parcel)


def undo(origin: Origin, parcel: Parcel, desk: Desk) -> None:
    """The state before."""
    if parcel.database is not None and parcel.tables and not _is_in_tree(parcel):
        if parcel.engine == "mysql":
            mysql.undo(server(origin), parcel)
        else:
            sqlite.undo(sqlite_file(origin), parcel)
    if parcel.files is not None:
        tree.undo(folder(origin), parcel)


def finish(origin: Origin, parcel: Parcel, desk: Desk) -> None:
    """What only a return would need goes away."""
    if parcel.database is not None and parcel.tables and not _is_in_tree(parcel):
        if parcel.engine == "mysql":
            mysql.finish(server(origin), parcel)
        else:
            sqlite.finish(sqlite_file(origin), parcel)
    if parcel.files is not None:
        tree.finish(folder(origin), parcel)
        tree.sweep(folder(origin), parcel)


def _is_in_tree(parcel: Parcel) -> bool:
    """A SQLite file below the site's folder comes with a whole restore of it."""
    return parcel.engine == "sqlite" and bool(parcel.place) and parcel.is_whole and parcel.files is not None


def _keep_in_tree(parcel: Parcel) -> None:
    assert parcel.files is not None
    target = parcel.files / parcel.place
    if ".." in Path(parcel.place).parts or Path(parcel.place).is_absolute():
        raise Trouble("poisoned", "the database belongs outside of the site")
    if not target.exists() and (came := sqlite.file_of(parcel)).exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(came, target)


def folder(origin: Origin) -> Path:
    """The site's own."""
    return Path(origin.settings["folder"])


def sqlite_file(origin: Origin) -> Path:
    """The live database file."""
    return Path(origin.settings.get("sqlite_file", ""))


def server(origin: Origin) -> mysql.Server:
    """With the site's own account."""
    given = origin.settings
    return mysql.Server(
        given.get("db_name", ""), given.get("db_user", ""), given.get("db_password", ""), given.get("db_socket", ""),
        port=int(given.get("db_port") or 3306), host=given.get("db_host") or "127.0.0.1",
    )  # fmt: skip


def near(origin: Origin) -> Path:
    """On the site's own disk."""
    return tree.near(folder(origin))


PUT_BACK = PutBack(prepare, swap, undo, finish, near)
