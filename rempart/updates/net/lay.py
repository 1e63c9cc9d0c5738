"""The files of an update laid live: beside first, exchanged folder by folder, and returned by the same list.

Every step may be killed anywhere and called again. Which of two folders is live is told by its number on the disk
(inode), written down before the first exchange: a name alone would not say whether an exchange was through.
"""

import contextlib
import ctypes
import errno
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec

from rempart.channel.ground import WORDPRESS_ENDS_S
from rempart.channel.source import Trouble
from rempart.ledger import durable

HIDDEN = ".rempart-"  # begins the name of everything that lies beside a site; never in a snapshot
JOURNAL = "update.json"
MAINTENANCE = ".maintenance"
MAINTENANCE_S = 60  # the longest that visitors may be shown "briefly unavailable"
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2): both names change owner in one step
_AT_FDCWD = -100


class Part(msgspec.Struct, frozen=True):
    """One path below the site's folder. `fresh` and `former` are inode numbers; former 0: it was not there."""

    path: str
    fresh: int
    former: int


def beside(root: Path, uid: str) -> Path:
    """Where an update lies on the site's own disk."""
    parent = root.parent
    fits = os.access(parent, os.W_OK) and parent.stat().st_dev == root.stat().st_dev
    return (parent if fits else root) / f"{HIDDEN}u{uid}"


def prepare(root: Path, uid: str, unpacked: Path, parts: Sequence[str], place: str) -> tuple[Part, ...]:
    """Everything beside, and the list of what will be exchanged; nothing live changes. Raises Trouble.

    `unpacked` is the package's folder; with a `place` it is exchanged as one, else (WordPress itself) part by part.
    """
    folder = beside(root, uid)
    if (folder / JOURNAL).exists():
        return read(root, uid)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o711)
    found = []
    for path in parts:
        live, fresh = _live(root, path), folder / "new" / path
        fresh.parent.mkdir(parents=True, exist_ok=True)
        source = unpacked if place else unpacked / path
        if source.is_dir():
            shutil.copytree(source, fresh, symlinks=True)
        else:
            shutil.copy2(source, fresh, follow_symlinks=False)
        _as_before(fresh, live if os.path.lexists(live) else live.parent)
        found.append(Part(path, _number(fresh), _number(live)))
    os.sync()  # the files are on the disk before the list says that they are
    durable.put(folder / JOURNAL, msgspec.json.encode(found))
    return tuple(found)


def read(root: Path, uid: str) -> tuple[Part, ...]:
    """The list; empty when nothing was prepared. Raises Trouble for one that leads out."""
    file = beside(root, uid) / JOURNAL
    if not file.exists():
        return ()
    parts = msgspec.json.decode(file.read_bytes(), type=tuple[Part, ...])
    if any(Path(one.path).is_absolute() or ".." in Path(one.path).parts for one in parts):
        raise Trouble("poisoned", "the list of the update leads out of the site")
    return parts


def swap(root: Path, uid: str) -> None:
    """Live, folder by folder; what is through is left alone. Raises Trouble when the site changed in between."""
    folder = beside(root, uid)
    for part in read(root, uid):
        live, fresh, former = _live(root, part.path), folder / "new" / part.path, folder / "old" / part.path
        now = _number(live)
        if now == part.fresh:
            continue
        if now not in (part.former, 0) or (now == 0 and part.former and _number(former) != part.former):
            raise Trouble("changed_live", f"{part.path} was changed by somebody else in the meantime")
        if now:
            _exchange(fresh, live, former)
        else:
            fresh.rename(live)
    _synced(root)


def undo(root: Path, uid: str) -> None:
    """The files before are live again; what the update brought lies beside until `finish`."""
    folder = beside(root, uid)
    for part in reversed(read(root, uid)):
        live, fresh, former = _live(root, part.path), folder / "new" / part.path, folder / "old" / part.path
        now = _number(live)
        if now == part.former:
            continue
        if now not in (0, part.fresh):
            raise Trouble("changed_live", f"{part.path} was changed by somebody else since the update")
        held = next((one for one in (former, fresh) if part.former and _number(one) == part.former), None)
        if part.former and held is None:
            raise Trouble("missing", f"{part.path}: what was there before no longer lies beside")
        spare = folder / "taken" / part.path
        if now:
            spare.parent.mkdir(parents=True, exist_ok=True)
            _remove(spare)
            if held is None:
                live.rename(spare)
            else:
                _exchange(held, live, spare)
        elif held is not None:
            held.rename(live)
    _synced(root)


def state(root: Path, uid: str) -> str:
    """none, before, after, or between: what is live of the update."""
    parts = read(root, uid)
    if not parts:
        return "none"
    through = [_number(_live(root, part.path)) == part.fresh for part in parts]
    return "after" if all(through) else "between" if any(through) else "before"


def finish(root: Path, uid: str) -> None:
    """Nothing lies beside any more; the list goes first, so that no return is made out of half of it."""
    folder = beside(root, uid)
    with contextlib.suppress(FileNotFoundError):
        (folder / JOURNAL).unlink()
    if not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)


def close_for_visitors(root: Path, now_s: int, seconds: int = MAINTENANCE_S) -> None:
    """WordPress's own page of maintenance. It ends by itself after so long, even if nobody lives to end it."""
    begun = now_s - WORDPRESS_ENDS_S + seconds
    made = root / f"{MAINTENANCE}.rempart"
    made.write_text(f"<?php $upgrading = {begun}; ?>\n")
    made.chmod(0o644)
    _as_before(made, root)
    made.replace(root / MAINTENANCE)


def open_for_visitors(root: Path) -> None:
    """The page of maintenance goes."""
    with contextlib.suppress(FileNotFoundError):
        (root / MAINTENANCE).unlink()


def is_live_link(root: Path, path: str) -> bool:
    """A link on the way leads somewhere else: such a part is never exchanged."""
    here = root
    for name in Path(path).parts:
        here /= name
        if here.is_symlink():
            return True
    return False


def _live(root: Path, path: str) -> Path:
    if is_live_link(root, path):
        raise Trouble("poisoned", f"{path} is a link on the live site")
    return root / path


def _number(path: Path) -> int:
    try:
        return path.lstat().st_ino
    except FileNotFoundError:
        return 0


def _exchange(fresh: Path, live: Path, former: Path) -> None:
    """In one step where the system can; else two, between which the place is empty for some microseconds."""
    libc = ctypes.CDLL(None, use_errno=True)
    call = getattr(libc, "renameat2", None)
    if call is not None:
        done = call(_AT_FDCWD, os.fsencode(fresh), _AT_FDCWD, os.fsencode(live), _EXCHANGE)
        if done == 0:
            return
        if (code := ctypes.get_errno()) not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
            raise Trouble("unreadable", f"{live.name} cannot be exchanged: {os.strerror(code)}")
    former.parent.mkdir(parents=True, exist_ok=True)
    live.rename(former)
    fresh.rename(live)


def _as_before(fresh: Path, model: Path) -> None:
    """Owner, group and rights as what stands there now has them."""
    info = model.lstat()
    for path in (fresh, *fresh.rglob("*")) if fresh.is_dir() else (fresh,):
        with contextlib.suppress(PermissionError):
            os.chown(path, info.st_uid, info.st_gid, follow_symlinks=False)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _synced(root: Path) -> None:
    durable.sync(root)
