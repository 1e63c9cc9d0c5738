"""A site's files and database by the companion's streams, into the folder the vault gives: begun again it goes on.

What has size and time of the last copy does not come again; tables are taken until all of them agree with one moment.
"""

import contextlib
import hashlib
import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from rempart.channel.companion import Companion, CompanionTrouble, Lying, Refused, TooLong, Unreached
from rempart.channel.companion.copying import Entry, Had, files, marks, small_files, tables, whole_file
from rempart.channel.outbound import Barred
from rempart.channel.sealed import Unreadable
from rempart.channel.source import Checked, Copied, Desk, Origin, Table, Trouble
from rempart.companion.actions.copy_tables import (
    Form,
    forms,
    held,
    mysql_tables,
    sqlite_tables,
    take_mysql,
    take_sqlite,
)
from rempart.companion.core.answers import BadAnswer
from rempart.companion.core.dump import BadDump
from rempart.companion.core.states import ASKED
from rempart.companion.store.links import line_to
from rempart.companion.store.models import Link
from rempart.ledger import durable

ROOT = "site"
SMALL_BYTES = 512 * 1024  # up to here several files come in one answer
PREPENDS = re.compile(rb"(?im)^\s*auto_(?:prepend|append)_file\s*=\s*[\"']?\s*[^\s\"';]")
ROUNDS = 4  # over files and over tables that changed while they were sent
MARKS = "marks.json"
LEFT_OUT = ("triggers", "views", "routines")
PART = ".rempart-part"
REFUSED = {"closed": "closed", "create": "poisoned", "path": "poisoned", "table": "poisoned"}  # as the vault calls it


@contextlib.contextmanager
def troubles() -> Iterator[None]:
    """What the line raises, as the vault knows it."""
    try:
        yield
    except Unreached as fault:
        raise Trouble("unreachable", str(fault)) from fault
    except Refused as fault:
        raise Trouble(REFUSED.get(fault.word, "refused_us"), str(fault)) from fault
    except TooLong as fault:
        raise Trouble("too_large", str(fault)) from fault
    except (Lying, BadAnswer, BadDump) as fault:
        raise Trouble("bad_answer", str(fault)) from fault
    except Barred as fault:
        raise Trouble("not_allowed", str(fault)) from fault
    except Unreadable as fault:
        raise Trouble("unreadable", str(fault)) from fault
    except CompanionTrouble as fault:
        raise Trouble("refused_us", str(fault)) from fault


def line_of(origin: Origin, total_s: float | None = None) -> Companion:
    """Raises Trouble for a site that nobody connected."""
    row = Link.objects.select_related("site").filter(site__uid=origin.site, state__in=ASKED).first()
    if row is None:
        raise Trouble("missing", "The companion of this site is not connected.")
    with troubles():
        return line_to(row, total_s)


def check(origin: Origin, desk: Desk) -> Checked:
    """Asks how much there is, without fetching any of it."""
    site = line_of(origin)
    with troubles():
        hello = site.call("hello")
        found, database = forms(site)
    one_root(hello)
    desk.tell("checking", 1, 1)
    size = sum(form.bytes for form in found.values())
    kind = str(database.get("kind", "?"))[:20]
    return Checked((), {"database": kind, "tables": len(found), "database_bytes": size})


def copy(origin: Origin, folder: Path, desk: Desk) -> Copied:
    """Files first, then the database: the moment is the database's."""
    return _copy(origin, folder, desk, has_files=True)


def database(origin: Origin, folder: Path, desk: Desk) -> Copied:
    """The tables alone: with the folder of the last time only those that changed since come again."""
    return _copy(origin, folder, desk, has_files=False)


def _copy(origin: Origin, folder: Path, desk: Desk, *, has_files: bool) -> Copied:
    site = line_of(origin)
    notes: set[str] = set()
    with troubles():
        one_root(site.call("hello"))
        _, told = tables(site)
        notes |= {str(code) for code in told.get("left_out", ()) if code in LEFT_OUT}
        place = str(told.get("file") or "") if told.get("kind") == "sqlite" else ""
        if has_files and not _copy_files(site, folder / "files", place, desk):
            notes.add("files_while_living")
        if has_files and own_ini(folder / "files"):
            notes.add("own_ini")
        kept, moment_ms, is_still = _copy_tables(site, folder, place, desk)
    if not is_still:
        notes.add("not_one_moment")
    return Copied(
        files=folder / "files",
        taken_at_ms=moment_ms,
        database=folder / "database",
        engine="sqlite" if place else "mysql",
        place=place,
        tables=kept,
        notes=tuple(sorted(notes)),
    )


def one_root(hello: dict[str, object]) -> None:
    """Raises Trouble for a WordPress in several folders."""
    if hello.get("roots") != [ROOT]:
        raise Trouble("apart", "wp-content or the uploads lie outside the folder of WordPress")


def _copy_files(site: Companion, target: Path, place: str, desk: Desk) -> bool:
    """False when files kept changing while they were sent."""
    target.mkdir(parents=True, exist_ok=True)
    for _ in range(ROUNDS):
        wanted: set[str] = set()
        changing = False
        done = 0
        batch: list[Entry] = []
        for entry in files(site, ROOT, hashed=False):
            if entry.kind not in ("file", "folder") or is_database(entry.path, place):
                continue
            wanted.add(entry.path)
            if entry.kind == "folder":
                _folder(target / entry.path)
                continue
            done += entry.size
            desk.tell("files", done)
            if _is_had(target / entry.path, entry):
                continue
            if entry.size > SMALL_BYTES:
                changing |= not _large(site, target, entry, desk)
                continue
            batch.append(entry)
            if len(batch) == 200:
                changing |= not _small(site, target, batch, desk)
                batch = []
        changing |= not _small(site, target, batch, desk)
        _forget(target, wanted)
        if not changing:
            return True
    return False


def own_ini(files: Path) -> list[str]:
    """Settings of PHP that name a program to run before every page, by its path on that host: elsewhere no page runs."""
    found = []
    for path in (*files.glob(".user.ini"), *files.glob("*/.user.ini"), *files.glob("php.ini")):
        if path.is_file() and not path.is_symlink() and PREPENDS.search(path.read_bytes()[:65_536]):
            found.append(path.relative_to(files).as_posix())
    return found


def is_database(path: str, place: str) -> bool:
    """The live database file, or what SQLite lays beside it."""
    return bool(place) and path in (place, f"{place}-wal", f"{place}-shm", f"{place}-journal")


def _folder(path: Path) -> None:
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        path.unlink()
    path.mkdir(parents=True, exist_ok=True)


def _is_had(path: Path, entry: Entry) -> bool:
    try:
        about = path.stat(follow_symlinks=False)
    except OSError:
        return False
    return (
        path.is_file() and not path.is_symlink() and (about.st_size, int(about.st_mtime)) == (entry.size, entry.mtime)
    )


def _small(site: Companion, target: Path, batch: list[Entry], desk: Desk) -> bool:
    if not batch:
        return True
    is_still = True
    for had in small_files(site, ROOT, batch):
        desk.pace(len(had.content))
        is_still &= _keep(target, had)
    return is_still


def _keep(target: Path, had: Had) -> bool:
    if had.word:
        return False  # changed or gone meanwhile: the next round tells
    path = target / had.entry.path
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name[:200] + PART)
    part.write_bytes(had.content)
    _place(part, path, had.entry)
    return True


def _large(site: Companion, target: Path, entry: Entry, desk: Desk) -> bool:
    path = target / entry.path
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name[:180]}.{entry.size}.{entry.mtime}{PART}")
    have = part.stat().st_size if part.is_file() else 0
    offset = have if have < entry.size else 0
    try:
        with part.open("r+b" if offset else "wb") as out:
            out.seek(offset)
            for piece in whole_file(site, ROOT, entry, offset=offset):
                out.write(piece)
                desk.pace(len(piece))
                desk.tell("files", out.tell(), entry.size)
    except Refused as no:
        if no.word not in ("changed", "path"):
            raise
        part.unlink(missing_ok=True)
        return False
    _place(part, path, entry)
    return True


def _place(part: Path, path: Path, entry: Entry) -> None:
    os.utime(part, (entry.mtime, entry.mtime))
    part.chmod((entry.mode & 0o777) | 0o600)
    if path.is_dir() and not path.is_symlink():
        _clear(path)
    part.replace(path)


def _clear(folder: Path) -> None:
    for one in sorted(folder.rglob("*"), reverse=True):
        one.rmdir() if one.is_dir() and not one.is_symlink() else one.unlink()
    folder.rmdir()


def _forget(target: Path, wanted: set[str]) -> None:
    """What the site no longer has. Parts of large files stay for the next try."""
    for one in sorted(target.rglob("*"), reverse=True):
        name = one.relative_to(target).as_posix()
        if name in wanted or name.endswith(PART):
            continue
        if one.is_dir() and not one.is_symlink():
            with contextlib.suppress(OSError):
                one.rmdir()  # not empty: a part lies there
        else:
            one.unlink()


def _copy_tables(site: Companion, folder: Path, place: str, desk: Desk) -> tuple[tuple[Table, ...], int, bool]:
    """The tables, the moment that they show, and whether it is one moment for all of them."""
    target = folder / "database"
    target.mkdir(parents=True, exist_ok=True)
    noted = folder / MARKS
    had = _had(noted)
    is_held = held(target, place)
    had = {name: mark for name, mark in had.items() if is_held(name)}  # one that went may have come again meanwhile
    before = marks(site)
    for number_of_round in range(ROUNDS + 2):
        kinds, _told = forms(site)
        for number, name in enumerate(sorted(before)):
            desk.tell("database", number, len(before))
            if had.get(name) != _mark(before, kinds, name) and name in kinds:
                had.pop(name, None)
                durable.put(noted, json.dumps(had).encode())
                if _take(site, target, kinds[name], place, desk):
                    had[name] = _mark(before, kinds, name)
                    durable.put(noted, json.dumps(had).encode())
        after, moment_ms = marks(site), time.time_ns() // 1_000_000
        is_still = all(had.get(name) == _mark(after, kinds, name) for name in after) and before == after
        if is_still or number_of_round == ROUNDS + 1:
            durable.put(noted, json.dumps({name: mark for name, mark in had.items() if name in after}).encode())
            return _tables(target, sorted(after), place), moment_ms, is_still
        had = {name: mark for name, mark in had.items() if before.get(name) == after.get(name)}
        before = after
    raise AssertionError("the loop returns")


def _had(noted: Path) -> dict[str, str]:
    """The mark under which each table lies there; what cannot be read is taken again."""
    try:
        return dict(json.loads(noted.read_bytes()))
    except (OSError, ValueError, TypeError):
        return {}


def _mark(marks_: dict[str, str], kinds: dict[str, Form], name: str) -> str:
    """Of its rows and its form: a table that was emptied, or got another key, has other rows or another form."""
    form = kinds[name].create if name in kinds else ""
    return f"{marks_.get(name)} {hashlib.sha256(form.encode()).hexdigest()[:16]}"


def _take(site: Companion, target: Path, form: Form, place: str, desk: Desk) -> bool:
    try:
        (take_sqlite if place else take_mysql)(site, target, form, desk)
    except Refused as no:
        if no.word not in ("changed", "table"):
            raise
        return False
    return True


def _tables(target: Path, names: list[str], place: str) -> tuple[Table, ...]:
    return sqlite_tables(target, names) if place else mysql_tables(target, names)
