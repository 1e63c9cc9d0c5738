"""Make a backup while everything runs: built in a folder of its own, checked by reading, then renamed into place."""

import contextlib
import os
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from rempart import __version__
from rempart.channel.lock import FolderLock
from rempart.channel.place import DATABASE
from rempart.ledger import durable
from rempart.terms.duration import DAY_S
from rempart.terms.moment import rfc3339
from rempart.upkeep import engine, envelope, manifest, places, wiping
from rempart.upkeep.manifest import Manifest, Tell

KEEP = 7  # nightly backups of the data
KEYS_DAYS = 30  # longer, and erasing a person would not be complete within the month that is promised
LOCK = "upkeep"  # one backup at a time
HALF = "half-"  # what a crash left; the next backup clears it away
ROOM = 1.1  # times the size of the database must be free


class NoRoom(OSError):
    """The disk of the target is too full; nothing was begun."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup."""

    folder: Path
    manifest: Manifest

    @property
    def bytes(self) -> int:
        """Everything but the manifest."""
        return sum(piece.bytes for piece in self.manifest.files.values())


def back_up(
    state: Path,
    at_ms: int,
    *,
    to: Path | None = None,
    keys_to: Path | None = None,
    words: bytes | None = None,
    tell: Tell = lambda *_: None,
) -> tuple[Made, Made]:
    """Data and keys, each into a new folder. Raises NoRoom, OSError, one of FAULTS, Held."""  # fmt: skip
    data_to, seals_to = to or places.data_backups(state), keys_to or places.key_backups(state)
    if data_to.resolve() == seals_to.resolve():
        raise NoRoom("Data and keys need two folders: who finds both can read everything.")
    with FolderLock(state, LOCK):
        seals = _one(state, "keys", seals_to, at_ms, words, tell)
        data = _one(state, "data", data_to, at_ms, words, tell)  # last: a backup of data never lacks its keys
    return data, seals


def _one(state: Path, kind: Literal["data", "keys"], to: Path, at_ms: int, words: bytes | None, tell: Tell) -> Made:
    places.tight(to)
    clear_halves(to)
    _demand_room(state, to)
    half = to / f"{HALF}{os.getpid()}"
    half.mkdir(mode=0o700)
    try:
        found = _fill(state, kind, half, at_ms, words, tell)
        final = to / places.stamp(at_ms)
        half.rename(final)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    durable.sync(to)
    return Made(final, found)


def _fill(
    state: Path, kind: Literal["data", "keys"], half: Path, at_ms: int, words: bytes | None, tell: Tell
) -> Manifest:
    source = engine.of(state)
    if kind == "data":
        stand = source.copy(half / DATABASE, (*engine.LEFT_OUT, *engine.ENDED), tell)
        _take(state, places.copied(), half)
    else:
        stand = source.copy_only(half / "person-keys.sqlite3", engine.LEFT_OUT)
        _take(state, places.SEALS, half)
    seal = envelope.fresh() if words else None
    key = envelope.key_of(words, seal) if words and seal else None
    if key:
        for file in list(wiping.files_in(half)):
            envelope.seal_file(file, file.with_name(f"{file.name}.sealed"), key)
            file.unlink()
    pieces = {}
    for file in wiping.files_in(half):
        durable.sync(file)
        pieces[file.relative_to(half).as_posix()] = manifest.digest(file)
    left_out = (*engine.LEFT_OUT, *engine.ENDED) if kind == "data" else ()
    made = Manifest(
        manifest.FORM, kind, rfc3339(at_ms), __version__, source.name, stand.schema, stand.heads, stand.pending,
        left_out, pieces, seal,
    )  # fmt: skip
    if key and seal:
        made = msgspec.structs.replace(made, seal=msgspec.structs.replace(seal, tag=envelope.tag(made, key)))
    manifest.write(half, made)
    durable.sync(half / manifest.FILE)
    return made


def _take(state: Path, names: tuple[str, ...], half: Path) -> None:
    """Small files as they are; a spool is a database in use and is copied like one."""
    for name in names:
        for file in wiping.files_at(state / name):
            target = half / file.relative_to(state)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if file.suffix == ".sqlite3":
                _copy_spool(file, target)
            elif not file.name.endswith(("-wal", "-shm", "~")):
                with contextlib.suppress(FileNotFoundError):  # replaced at this moment: its successor is newer
                    shutil.copy(file, target)


def _copy_spool(file: Path, target: Path) -> None:
    live = contextlib.closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True))
    with live as source, contextlib.closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _demand_room(state: Path, to: Path) -> None:
    need = int((engine.of(state).bytes() + sum(_size(state / name) for name in places.copied())) * ROOM)
    free = shutil.disk_usage(to).free
    if free < need:
        raise NoRoom(f"{to} has {free // 1024**2} MB free; this backup needs about {need // 1024**2 + 1} MB.")


def _size(place: Path) -> int:
    """Bytes; what goes while we look counts for nothing."""
    total = 0
    for file in wiping.files_at(place):
        with contextlib.suppress(FileNotFoundError):
            total += file.stat().st_size
    return total


def clear_halves(to: Path) -> None:
    """What earlier backups left when they were killed. Only with the lock held."""
    for left in to.glob(f"{HALF}*"):
        shutil.rmtree(left, ignore_errors=True)


def made_in(to: Path, kind: str = "data") -> list[Made]:
    """Finished backups, the oldest first; what is damaged or half is left out."""
    found = []
    for folder in sorted(to.glob("[0-9]*Z")) if to.is_dir() else []:
        with contextlib.suppress(OSError, ValueError):
            said = manifest.read(folder)
            if said.kind == kind:
                found.append(Made(folder, said))
    return found


def left_by_moves(state: Path) -> list[Path]:
    """Databases that `rempart database move` has put aside; they hold keys of persons."""
    return sorted(file for file in state.glob(places.ASIDE) if file.is_file() and not file.is_symlink())


def prune(state: Path, now_ms: int, keep: int = KEEP) -> list[Path]:
    """Take away old backups of ours: data beyond `keep`, and whatever is older than 30 days."""
    limit = places.stamp(now_ms - KEYS_DAYS * DAY_S * 1000)
    data = [made.folder for made in made_in(places.data_backups(state))]
    gone = [folder for folder in data[:-1] if folder in data[:-keep] or folder.name < limit]  # never the newest
    gone += [made.folder for made in made_in(places.key_backups(state), "keys") if made.folder.name < limit]
    gone += [folder for folder in (state / places.KEPT).glob("[0-9]*Z") if folder.name < limit]
    oldest_s = now_ms / 1000 - KEYS_DAYS * DAY_S
    gone += [file for file in left_by_moves(state) if file.stat().st_ctime < oldest_s]
    for folder in gone:
        wiping.wipe(folder)
    return gone
