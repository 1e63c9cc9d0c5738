"""Files of a parcel to a companion: only those that differ, in few calls, and read back before and after."""

import hashlib
import os
import re
import secrets
import stat as stats
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rempart.channel.companion import Companion, Lying
from rempart.channel.companion.copying import Entry, files
from rempart.channel.companion.restoring import Planned, Restoring
from rempart.channel.source import Desk, Parcel
from rempart.companion.actions.copy_site import ROOT, is_database, own_ini

MOST_LIVING = 0.02  # of the files may change by themselves between their exchange and our look, as a cache does
FEW_LIVING = 5
HOSTS = ("wp-config.php", ".maintenance")  # the host's own, as its companion has them in Restore.php
OURS = re.compile(
    r"(?:\A|/)(?:rempart-companion(?:/|\Z)|rempart-companion\.php\Z|rempart-restore-[0-9a-f]{32}(?:/|\Z))"
)
INI = (".user.ini", "php.ini")
LIVING = re.compile(r"(?:\A|/)(?:cache|[a-z0-9]+-cache|upgrade)/")  # emptied by plug-ins whenever they like


def put_files(
    site: Companion, restoring: Restoring, parcel: Parcel, begun: dict[str, Any], place: str, desk: Desk
) -> int:
    """How many things the site has planned, each of them read back. `place` is its database's file. Raises Lying."""
    held = dict(_held(parcel))
    has_folders = parcel.is_whole or bool(parcel.parts)
    live = listed(site, None if parcel.is_whole else parcel.parts, desk) if has_folders else {}
    digests = {path: _sha256(file, desk) for path, (entry, file) in held.items() if entry.kind == "file"}
    gone = _going(live, held, parcel, place)
    inner = held if has_folders else {}
    folders = [
        path
        for path, (entry, _) in inner.items()
        if entry.kind == "folder"
        and not _is_folder(live, path)
        and not any(part.startswith(f"{path}/") for part in parcel.parts)
    ]
    changed = [path for path, digest in digests.items() if not _is_same(live.get(path), held[path][0], digest)]
    salt = secrets.token_hex(16)
    there = _there(restoring, held, salt, begun)
    restoring.gone(ROOT, [path for path in gone if there.get(path) != "gone"])
    restoring.files(ROOT, [held[path] for path in folders if there.get(path) != "folder"])
    total, done = sum(held[path][0].size for path in changed), 0

    def sending() -> Iterator[tuple[Entry, Path]]:
        nonlocal done
        for path in changed:
            desk.tell("files", done, total)
            if there.get(path) != "put":
                entry, file = held[path]
                yield Entry(path, "file", entry.size, entry.mtime, entry.mode, digests[path]), file
            done += held[path][0].size

    restoring.files(ROOT, sending())
    _only_theirs(restoring.left_alone)
    wanted = {**dict.fromkeys(gone, "gone"), **dict.fromkeys(folders, "folder"), **dict.fromkeys(changed, "put")}
    for path in restoring.left_alone:
        wanted.pop(path, None)
    found = _there(restoring, held, secrets.token_hex(16), {"files": 1})
    _as_sent(found, wanted, there)
    return len(found)


def listed(site: Companion, parts: tuple[str, ...] | None, desk: Desk) -> dict[str, Entry]:
    """What stands there now, with digests: everything, or these parts alone. Raises CompanionTrouble."""
    found: dict[str, Entry] = {}
    for below in (None,) if parts is None else parts:
        for entry in files(site, ROOT, hashed=True, below=below):
            desk.tell("checking", len(found))
            found[entry.path] = entry
    return found


def _as_sent(found: dict[str, str], wanted: dict[str, str], earlier: dict[str, str]) -> None:
    """All that was sent waits, and nothing else but what an earlier run of ours has sent: a living site may have changed
    since, so that it is no longer wanted. Raises Lying."""
    missing = [path for path, kind in wanted.items() if found.get(path) != kind]
    other = [path for path, kind in found.items() if wanted.get(path) != kind and earlier.get(path) != kind]
    if missing or other:
        raise Lying("order", f"{len(missing) + len(other)} of {len(wanted)} things do not wait as they were sent")


def _held(parcel: Parcel) -> Iterator[tuple[str, tuple[Entry, Path]]]:
    """What the parcel holds and the site may take, by path, folders before what is in them; links are not sent."""
    assert parcel.files is not None
    skipped = set(own_ini(parcel.files)) if parcel.is_whole else set()
    for folder, names, plain in os.walk(parcel.files):
        names.sort()
        for name in (*names, *sorted(plain)):
            file = Path(folder) / name
            about, path = file.lstat(), file.relative_to(parcel.files).as_posix()
            if path in HOSTS or OURS.search(path) or path in skipped or is_database(path, parcel.place):
                continue
            if stats.S_ISDIR(about.st_mode):
                yield path, (Entry(path, "folder"), file)
            elif stats.S_ISREG(about.st_mode):
                mtime = max(0, int(about.st_mtime))
                yield path, (Entry(path, "file", about.st_size, mtime, about.st_mode & 0o777), file)


def _sha256(file: Path, desk: Desk) -> str:
    desk.tell("checking", 0)
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _going(live: dict[str, Entry], held: dict[str, tuple[Entry, Path]], parcel: Parcel, place: str) -> list[str]:
    """Files and folders of the site that the copy lacks, the inner ones first. What the host keeps for itself stays."""
    going = {
        path
        for path, entry in live.items()
        if entry.kind in ("file", "folder")
        and path not in held
        and path not in HOSTS
        and not OURS.search(path)
        and not is_database(path, parcel.place)
        and not is_database(path, place)
        and (parcel.is_whole or any(path.startswith(f"{part}/") for part in parcel.parts))
        and path.rpartition("/")[2] not in INI
    }
    kept = {folder for path in live if path not in going and path not in held for folder in _above(path)}
    return sorted(going - kept, key=lambda path: path.split("/"), reverse=True)


def _above(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _part(path: str, parts: tuple[str, ...]) -> bool:
    return any(path == part or path.startswith(f"{part}/") for part in parts)


def _is_folder(live: dict[str, Entry], path: str) -> bool:
    return path in live and live[path].kind == "folder"


def _is_same(there: Entry | None, here: Entry, digest: str) -> bool:
    return there is not None and there.kind == "file" and (there.size, there.sha256) == (here.size, digest)


def _there(
    restoring: Restoring, held: dict[str, tuple[Entry, Path]], salt: str, begun: dict[str, Any]
) -> dict[str, str]:
    """What waits at the site by path; a file only where it answers for our bytes."""
    if not begun.get("files"):
        return {}
    found = {}
    for one in restoring.planned(salt):
        if one.kind != "put" or _answers(one, held, salt):
            found[one.path] = one.kind
    return found


def _answers(one: Planned, held: dict[str, tuple[Entry, Path]], salt: str) -> bool:
    if one.path not in held:
        return False
    if one.digest is None:
        return True  # too large to be read in one answer; its hash was compared when it came
    state = hashlib.sha256(salt.encode())
    with held[one.path][1].open("rb") as source:
        while block := source.read(1 << 20):
            state.update(block)
    return state.hexdigest() == one.digest


def _only_theirs(left_alone: list[str]) -> None:
    """A companion may leave alone what is the host's, and nothing else: what it skips it does not put back."""
    for path in left_alone:
        if path not in HOSTS and not OURS.search(path):
            raise Lying("path", "the site will not take a file that is not its host's")


def stand(site: Companion, parcel: Parcel, desk: Desk) -> None:
    """Live files are those of the parcel, but for a few that the site itself has changed since. Raises Lying."""
    began = time.time()
    held = {path: pair for path, pair in _held(parcel) if pair[0].kind == "file"}
    if not held:
        return
    wrong = []
    left = {path: pair for path, pair in held.items() if not LIVING.search(path)}
    has_parts = parcel.parts and all(_part(path, parcel.parts) for path in held)
    for entry in listed(site, parcel.parts if has_parts else None, desk).values():
        if entry.path in left:
            pair = left.pop(entry.path)
            if entry.kind != "file" or entry.sha256 != _sha256(pair[1], desk):
                wrong.append(entry.mtime >= began - 600 and entry.kind == "file")
    if left or not all(wrong) or len(wrong) > max(FEW_LIVING, len(held) * MOST_LIVING):
        raise Lying("order", f"{len(left) + len(wrong)} of {len(held)} files are not in their place")
