"""Files laid beside the live ones and exchanged by renaming, entry by entry, so that a kill leaves two whole halves.

Nothing here follows a link: a snapshot, or a site that was taken over, may hold one that leads out.
"""

import contextlib
import json
import os
import shutil
import stat
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from rempart.channel.source import Desk, Parcel, Trouble
from rempart.ledger import durable

HIDDEN = ".rempart-"  # begins the name of everything that a restore lays beside; never in a snapshot
JOURNAL = "files.json"
MAX_ENTRIES = 2_000_000  # files and folders of one site
MAX_DEPTH = 100


def near(root: Path) -> Path:
    """Where a parcel lies on the site's own disk: beside the site, or inside it where its parent is not ours."""
    parent = root.parent
    fits = os.access(parent, os.W_OK) and (not root.exists() or parent.stat().st_dev == root.stat().st_dev)
    return parent if fits else root


def check(folder: Path, desk: Desk) -> tuple[int, int]:
    """Files and bytes of what came out of a snapshot. Raises Trouble `poisoned` for links that lead out of it and for
    anything that is neither file, folder nor link."""
    files = size = 0
    real = folder.resolve()
    for seen, (path, info) in enumerate(walk(folder)):
        if seen % 2_000 == 0:
            desk.tell("checking", seen)
        if seen > MAX_ENTRIES:
            raise Trouble("too_large", f"more than {MAX_ENTRIES} files")
        if stat.S_ISLNK(info.st_mode):
            _inside(real, path)
        elif stat.S_ISREG(info.st_mode):
            files, size = files + 1, size + info.st_size
        elif not stat.S_ISDIR(info.st_mode):
            raise Trouble("poisoned", f"{_short(path, folder)} is a device or a pipe")
    return files, size


def walk(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Everything below, parents first, links not followed. Raises Trouble `too_large` for a bottomless tree."""
    waiting = [(folder, 0)]
    while waiting:
        here, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise Trouble("too_large", f"folders deeper than {MAX_DEPTH}")
        with os.scandir(here) as entries:
            for entry in entries:
                info = entry.stat(follow_symlinks=False)
                yield Path(entry.path), info
                if stat.S_ISDIR(info.st_mode):
                    waiting.append((Path(entry.path), depth + 1))


def _inside(real: Path, link: Path) -> None:
    target = link.readlink()
    if target.is_absolute() or not Path(os.path.normpath(link.parent / target)).is_relative_to(real):
        raise Trouble("poisoned", f"{_short(link, real)} is a link that leads out of the site")


def _short(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder)).encode("utf-8", "replace").decode()[-120:]


def lay(root: Path, parcel: Parcel, desk: Desk) -> None:
    """Everything beside, and the list of what will be exchanged. Repeatable until it is through."""
    assert parcel.files is not None
    beside = _beside(root, parcel)
    if (beside / JOURNAL).exists():
        return
    fresh = beside / "new"
    if parcel.files != fresh:
        shutil.rmtree(fresh, ignore_errors=True)
        beside.mkdir(mode=0o700, exist_ok=True)
        shutil.copytree(parcel.files, fresh, symlinks=True)
    desk.tell("files", 1, 2)
    if not root.exists():
        root.mkdir(parents=True)
        if parcel.is_whole:
            shutil.copystat(fresh, root)
            with contextlib.suppress(PermissionError):
                os.chown(root, fresh.stat().st_uid, fresh.stat().st_gid)
    if parcel.is_whole:
        coming = sorted(entry.name for entry in fresh.iterdir())
        going = sorted(e.name for e in root.iterdir() if e.name not in coming and not e.name.startswith(HIDDEN))
    else:
        coming, going = sorted(_single(root, fresh, parcel.parts)), []
    durable.put(beside / JOURNAL, json.dumps({"coming": coming, "going": going}).encode())


def _single(root: Path, fresh: Path, parts: Collection[str] = ()) -> Iterator[str]:
    """Files of a parcel that replaces only what it holds; a folder that is not there yet comes as one, and so does one
    that the parcel has whole."""
    waiting = [fresh]
    while waiting:
        for entry in sorted(waiting.pop().iterdir()):
            name = entry.relative_to(fresh)
            is_true = entry.is_dir() and not entry.is_symlink()
            if is_true and _is_folder(root, name) and name.as_posix() not in parts:
                waiting.append(entry)
            else:
                yield name.as_posix()


def _is_folder(root: Path, name: Path) -> bool:
    """Every step down is a true folder: a link on the way leads somewhere else. Raises Trouble `poisoned`."""
    here = root
    for part in name.parts:
        here /= part
        if here.is_symlink():
            raise Trouble("poisoned", f"{name} is a link on the live site")
        if not here.is_dir():
            return False
    return True


def swap(root: Path, parcel: Parcel) -> None:
    """Entry by entry; what is through is left alone."""
    beside = _beside(root, parcel)
    plan = _plan(beside)
    (beside / "old").mkdir(exist_ok=True)
    for name in (*plan["going"], *plan["coming"]):
        live, fresh, former = root / name, beside / "new" / name, beside / "old" / name
        is_coming = name in plan["coming"]
        if not _is_folder(root, Path(name).parent):
            raise Trouble("unreadable", f"{name}: its folder is no longer there")
        if is_coming and not os.path.lexists(fresh):
            continue
        if os.path.lexists(live) and not os.path.lexists(former):
            former.parent.mkdir(parents=True, exist_ok=True)
            live.rename(former)
        if is_coming:
            fresh.rename(live)
    durable.sync(root)


def undo(root: Path, parcel: Parcel) -> None:
    """Back, entry by entry; then nothing is left beside."""
    beside = _beside(root, parcel)
    plan = _plan(beside)
    for name in (*plan["coming"], *plan["going"]):
        live, fresh, former = root / name, beside / "new" / name, beside / "old" / name
        if name in plan["coming"] and not os.path.lexists(fresh) and os.path.lexists(live):
            fresh.parent.mkdir(parents=True, exist_ok=True)
            live.rename(fresh)
        if os.path.lexists(former):
            live.parent.mkdir(parents=True, exist_ok=True)
            former.rename(live)
    durable.sync(root)
    finish(root, parcel)


def finish(root: Path, parcel: Parcel) -> None:
    """What only a return would need goes away: the list last, so that a kill never makes a return out of half of it."""
    beside = _beside(root, parcel)
    if not beside.exists():
        return
    gone = beside.with_name(beside.name + "-gone")
    if not gone.exists():
        beside.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def sweep(root: Path, parcel: Parcel) -> None:
    """What a kill during `finish` has left."""
    shutil.rmtree(_beside(root, parcel).with_name(f"{HIDDEN}{parcel.uid}-gone"), ignore_errors=True)


def sweep_folder(beside: Path) -> None:
    """What is left of a parcel, once nothing needs it."""
    for folder in (beside, beside.with_name(f"{beside.name}-gone")):
        if not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)


def _plan(beside: Path) -> dict[str, list[str]]:
    file = beside / JOURNAL
    if not file.exists():
        return {"coming": [], "going": []}
    plan = json.loads(file.read_text())
    return {
        side: [name for name in plan[side] if ".." not in PurePosixPath(name).parts] for side in ("coming", "going")
    }


def _beside(root: Path, parcel: Parcel) -> Path:
    return near(root) / f"{HIDDEN}{parcel.uid}"
