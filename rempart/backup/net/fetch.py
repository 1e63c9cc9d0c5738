"""Brings a snapshot back as a parcel: looked at before, checked after, laid where the source can exchange it."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rempart.backup.core.dump import Poisoned, statements
from rempart.backup.core.manifest import COPY, DATABASE, MAX_BYTES, NAME, BadManifest, Manifest, read, write
from rempart.backup.net import restic, tree
from rempart.channel.source import Desk, Parcel, Table, Trouble
from rempart.ledger import durable

DONE = "fetched.json"
ROOM = 1.1  # what a disk must have free, as a share of what comes
MOST_VANISH = 0.98  # a living site loses files of its cache between counting and copying
MAX_WANTED = 1_000  # files or tables named one by one


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything, or single files (paths below the site's folder) and tables by name."""

    files: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Nothing was named: everything comes back."""
        return not self.files and not self.tables


def manifest(repository: restic.Repository, snapshot: str) -> Manifest:
    """What the snapshot says of itself. Raises Trouble `poisoned`, `missing`."""
    found = next((one for one in restic.snapshots(repository) if one["id"].startswith(snapshot)), None)
    if found is None:
        raise Trouble("missing", "the snapshot is no longer in its place")
    path = next((str(path) for path in found.get("paths", ()) if str(path).endswith(f"/{COPY}/{NAME}")), "")
    try:
        return read(restic.dump(repository, snapshot, path, MAX_BYTES))
    except BadManifest as bad:
        raise Trouble("poisoned", f"the snapshot's manifest: {bad}") from bad


def fetch(
    repository: restic.Repository, snapshot: str, folder: Path, uid: str, wanted: Wanted, desk: Desk, same: str = ""
) -> tuple[Parcel, Manifest]:
    """The parcel in `folder`/.rempart-<uid>; fetched once, however often it is asked for. `same` is the digest that the
    manifest must have. Raises Trouble."""
    beside = folder / f"{tree.HIDDEN}{uid}"
    if (told := _kept(beside)) is not None:
        return _parcel(beside, uid, wanted, told), told
    told = manifest(repository, snapshot)
    if same and hashlib.sha256(write(told)).hexdigest() != same:
        raise Trouble("poisoned", "the manifest is not the one that was written")
    parcel = _parcel(beside, uid, wanted, told)
    shutil.rmtree(beside, ignore_errors=True)
    raw = beside / "raw"
    raw.mkdir(mode=0o700, parents=True)
    holds = restic.look(repository, snapshot)
    if wanted.is_whole and shutil.disk_usage(raw).free < holds.bytes * ROOM:
        raise Trouble("no_room", f"{holds.bytes} bytes come back, and the disk has less")
    restic.restore(repository, snapshot, raw, desk, _paths(wanted, told))
    _sort(raw, beside, told, parcel)
    if parcel.files is not None:
        tree.check(parcel.files, desk)
    if parcel.database is not None:
        _tables_are_there(parcel)
    durable.put(beside / DONE, write(told))
    return parcel, told


def _kept(beside: Path) -> Manifest | None:
    """The manifest of what was fetched whole; our own file, on the site's disk."""
    file = beside / DONE
    if file.is_symlink() or not file.is_file():
        return None
    try:
        return read(file.read_bytes())
    except BadManifest as bad:
        raise Trouble("poisoned", "what was fetched has been altered") from bad


def laid(beside: Path, uid: str, wanted: Wanted) -> Parcel | None:
    """A parcel that was fetched before, for going on or back; None when there is nothing of it."""
    told = _kept(beside)
    return None if told is None else _parcel(beside, uid, wanted, told)


def prove(parcel: Parcel, told: Manifest, desk: Desk) -> None:
    """What was fetched is what was copied: every table by its digest and grammar, the files by their number. restic
    itself has proven every byte by its hash. Raises Trouble."""
    for number, table in enumerate(parcel.tables):
        assert parcel.database is not None
        desk.tell("checking", number, len(parcel.tables))
        digest, rows = hashlib.sha256(), 0
        with (parcel.database / table.file).open("rb") as held:
            if parcel.engine == "sqlite":
                digest = hashlib.file_digest(held, "sha256")
                rows = table.rows
            else:
                rows = _rows(held, table, digest.update)
        if digest.hexdigest() != table.sha256 or rows != table.rows:
            raise Trouble("poisoned", f"table {table.name} is not the one that was copied")
    if parcel.files is not None and (parcel.is_whole or parcel.parts):
        files, _ = tree.check(parcel.files, desk)
        if files < told.files * MOST_VANISH:
            raise Trouble("missing", f"{files} files of {told.files}")


def _rows(held: Iterable[bytes], table: Table, update: Callable[[bytes], None]) -> int:
    def lines() -> Iterator[bytes]:
        for line in held:
            update(line)
            yield line

    try:
        found = statements(lines(), table.name, table.name, lambda name: name)
        return sum(part.startswith(b"(") for part, _ in found)
    except Poisoned as bad:
        raise Trouble("poisoned", f"table {table.name}: {bad}") from bad


def _parcel(beside: Path, uid: str, wanted: Wanted, told: Manifest) -> Parcel:
    tables: tuple[Table, ...] = told.tables
    parts = told.parts if wanted.is_whole else None
    if not wanted.is_whole:
        by_name = {name: told.table(name) for name in wanted.tables}
        if missing := [name for name, table in by_name.items() if table is None]:
            raise Trouble("missing", f"the snapshot has no table {missing[0]}")
        tables = tuple(table for table in by_name.values() if table is not None)
    files = beside / "new" if wanted.is_whole or wanted.files else None
    database = beside / DATABASE if tables else None
    is_whole = wanted.is_whole and told.parts is None
    return Parcel(uid, is_whole, files, database, told.engine, told.place, tables, parts or ())


def _paths(wanted: Wanted, told: Manifest) -> list[str]:
    """What restic is asked for; empty for everything."""
    if len(wanted.files) + len(wanted.tables) > MAX_WANTED:
        raise Trouble("too_large", f"more than {MAX_WANTED} files or tables by name: restore everything to a scratch")
    paths = []
    for name in wanted.files:
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or ".." in parts or "\0" in name:
            raise Trouble("missing", "a file is named by its path below the site's folder")
        paths.append(f"{told.root}/{PurePosixPath(name)}")
    files = {table.file for name in wanted.tables if (table := told.table(name)) is not None}
    return paths + [f"{told.copy}/{DATABASE}/{file}" for file in sorted(files)]


def _sort(raw: Path, beside: Path, told: Manifest, parcel: Parcel) -> None:
    """From the paths of the snapshot to those of the parcel. Every step down is looked at: none may be a link."""
    if parcel.database is not None:
        _take(raw, f"{told.copy}/{DATABASE}", beside / DATABASE)
    if parcel.files is not None:
        _take(raw, told.root, beside / "new")
    shutil.rmtree(raw)


def _take(raw: Path, path: str, target: Path) -> None:
    here = raw
    for part in PurePosixPath(path.lstrip("/")).parts:
        here /= part
        if here.is_symlink() or not here.is_dir():
            raise Trouble("missing", "the snapshot does not hold what was asked for")
    here.rename(target)


def _tables_are_there(parcel: Parcel) -> None:
    assert parcel.database is not None
    for table in parcel.tables:
        file = parcel.database / table.file
        if file.is_symlink() or not file.is_file() or file.stat().st_size != table.bytes:
            raise Trouble("poisoned", f"table {table.name} is not as the manifest says")
