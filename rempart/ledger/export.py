"""A log as a folder of tiles, bundles and its checkpoint: all that a stranger needs, besides the key."""

import time
from pathlib import Path

import msgspec

from rempart.ledger import checkpoint, entry, note, rotate, store, tile
from rempart.ledger.recovery import folder as source
from rempart.ledger.store import Connection
from rempart.ledger.stores.hashes import reader
from rempart.ledger.timestamp import stamps
from rempart.ledger.witnesses import book

_ROTATED = f'"kind":"{rotate.KIND}"'.encode()


class CannotExport(ValueError):
    """Nothing signed yet, or the folder holds the export of another log."""


class Exported(msgspec.Struct, frozen=True):
    """What was written."""

    log: str
    size: int
    files: int
    witnesses: list[str] = []  # whose cosignatures the checkpoint carries


def export(connection: Connection, log: str, folder: Path) -> Exported:
    """Write the newest signed state of a log; an older export of the same log is brought up to date."""
    with store.reading(connection):
        shown, size = book.shown(connection, log, int(time.time()))
        if size < 0:
            raise CannotExport(f"the log {log} has no signed checkpoint yet")
        _require_own(folder, shown)
        files = _tiles(connection, log, size, folder)
        files += _bundles(connection, log, size, folder) + _blobs(connection, log, folder)
        files += _timestamp(connection, log, size, folder)
        _write(folder / "checkpoint", shown.encode())  # last: what it vouches for is already there
    return Exported(log, size, files + 1, [found.name for found in note.parse(shown).signatures[1:]])


def _timestamp(connection: Connection, log: str, size: int, folder: Path) -> int:
    stamp = stamps.newest(connection, log)
    if stamp is None or stamp.size > size:
        return 0
    _write(folder / "timestamp" / "checkpoint", stamp.note.encode())
    _write(folder / "timestamp" / "token.tsr", stamp.token)
    return 2


def _require_own(folder: Path, shown: str) -> None:
    older = folder / "checkpoint"
    if older.exists() and older.read_text("utf-8").split("\n")[0] != shown.split("\n")[0]:
        raise CannotExport(f"{folder} holds the export of another log; choose another folder")
    if folder.exists() and not older.exists() and any(folder.iterdir()):
        raise CannotExport(f"{folder} is not empty and holds no export; choose another folder")


def _tiles(connection: Connection, log: str, size: int, folder: Path) -> int:
    read, files = reader(connection, log), 0
    for level, count in tile.levels(size):
        for index, width in tile.widths(count):
            start = index * tile.WIDTH
            _write(folder / tile.path(str(level), index, width), b"".join(read(level, start, start + width)))
            files += 1
    return files


def missing(connection: Connection, log: str) -> int:
    """How many of the first entries are withheld: in an archive, not here (prune.py)."""
    first = connection.execute(
        "SELECT idx FROM ledger_place JOIN ledger_entry USING (id) WHERE ledger_place.log = ? ORDER BY idx LIMIT 1",
        (log,),
    ).fetchone()
    if first is not None:
        return int(first[0])
    head = store.head(connection, log)
    return head.size if head else 0


def _bundles(connection: Connection, log: str, size: int, folder: Path) -> int:
    files, withheld = 0, missing(connection, log)
    for index, width in tile.widths(size):
        start = index * tile.WIDTH
        if start < withheld:
            continue  # its hashes are in the tiles; an older export of this log in the folder keeps its bundle
        entries = store.final_bytes(connection, log, start, start + width)
        _write(folder / tile.path("entries", index, width), tile.bundle(entries))
        files += 1
    return files


def _blobs(connection: Connection, log: str, folder: Path) -> int:
    files = 0
    for digest, data in connection.execute("SELECT sha256, data FROM ledger_blob WHERE log = ?", (log,)):
        _write(folder / "blob" / digest, data)
        files += 1
    return files


def first_old_key(folder: Path) -> str:
    """The key from which the changes of keys in an export lead on; empty where there are none."""
    try:
        text = source.checkpoint_of(folder)
        for data in source.entries(folder, checkpoint.parse(note.parse(text).text).size, 0):
            if _ROTATED in data:
                return str(entry.read(data).entry.body["old"])
    except (ValueError, KeyError):
        return ""  # whoever checks it will say what is wrong
    return ""


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f"{file.name}.half")
    half.write_bytes(data)
    half.replace(file)
