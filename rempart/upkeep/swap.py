"""Put another state into a data folder: the way back is registered first, and an interrupted swap is finished.

The journal stands on the disk before the first file moves. From then on `complete` can be called as often as needed:
every step is a rename that has either happened or not.
"""

import contextlib
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from rempart.channel import database, integrator
from rempart.channel.lock import FolderLock
from rempart.channel.place import DATABASE
from rempart.ledger import durable
from rempart.upkeep import backup, engine, places, wiping

JOURNAL = "swap.json"
STAGED = "staged"
LOCKS = ("up", "migrate", integrator.LOCK, backup.LOCK)  # whoever serves, changes tables, signs, or copies


class Journal(msgspec.Struct, frozen=True):
    """`aside`: present files move to `kept`; then `in`: staged ones move in. Paths are relative to the folder."""

    step: Literal["aside", "in"]
    staged: str
    kept: str
    names: tuple[str, ...]


@contextlib.contextmanager
def alone(state: Path) -> Iterator[None]:
    """Nothing else works on this folder. Raises Held, which says who does."""
    with contextlib.ExitStack() as held:
        for name in LOCKS:
            held.enter_context(FolderLock(state, name))
        yield


def begin(state: Path, staged: Path, stamp: str, also: Collection[str] = ()) -> Path:
    """Register the swap and carry it out; where the present state is kept. Call it inside `alone`.

    What `also` names is put aside even where nothing takes its place.
    """
    kept = state / places.KEPT / stamp
    places.tight(kept)
    names = sorted({entry.name for entry in staged.iterdir()} | {f"{DATABASE}-wal", f"{DATABASE}-shm"} | set(also))
    if database.address(state) is not None:  # a file of that name is of a time before the server
        names = [name for name in names if not name.startswith(DATABASE)]
        engine.of(state).copy(kept / DATABASE, (), lambda *_: None)
    for file in staged.rglob("*"):
        durable.sync(file)
    _write(
        state,
        Journal("aside", staged.relative_to(state).as_posix(), kept.relative_to(state).as_posix(), tuple(names)),
    )
    complete(state)
    return kept


def is_open(state: Path) -> bool:
    """Was a swap interrupted here?"""
    return (state / places.WORK / JOURNAL).exists()


def complete(state: Path) -> bool:
    """Finish a swap that was begun; False when there is none. Nothing else may work on the folder."""
    if not is_open(state):
        return False
    journal = msgspec.json.decode((state / places.WORK / JOURNAL).read_bytes(), type=Journal)
    staged, kept = state / journal.staged, state / journal.kept
    if journal.step == "aside":
        for name in journal.names:
            _move(state / name, kept / name)
        durable.sync(kept)
        durable.sync(state)
        _write(state, msgspec.structs.replace(journal, step="in"))
    if database.address(state) is not None and (staged / DATABASE).exists():
        engine.put_back(state, staged / DATABASE)  # one transaction; killed after it, it is repeated
        wiping.wipe(staged / DATABASE)
    for name in journal.names:
        _move(staged / name, state / name)
    durable.sync(state)
    (state / places.WORK / JOURNAL).unlink()
    durable.sync(state / places.WORK)
    shutil.rmtree(staged, ignore_errors=True)
    return True


def states(state: Path) -> list[Path]:
    """What was put aside here, the oldest first."""
    folder = state / places.KEPT
    return sorted(entry for entry in folder.glob("[0-9]*Z") if (entry / DATABASE).exists()) if folder.is_dir() else []


def _move(source: Path, target: Path) -> None:
    with contextlib.suppress(FileNotFoundError):  # moved before the interruption, or never there
        source.rename(target)


def _write(state: Path, journal: Journal) -> None:
    folder = places.work(state)
    half = folder / f"{JOURNAL}~"
    half.write_bytes(msgspec.json.encode(journal))
    durable.sync(half)
    half.rename(folder / JOURNAL)
    durable.sync(folder)
