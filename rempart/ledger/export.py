"""A log as a folder of tiles, bundles and its checkpoint: all that a stranger needs, besides the key."""

from pathlib import Path

import msgspec

from rempart.ledger import store, tile
from rempart.ledger.store import Connection
from rempart.ledger.stores.hashes import reader


class CannotExport(ValueError):
    """Nothing signed yet, or the folder holds the export of another log."""


class Exported(msgspec.Struct, frozen=True):
    """What was written."""

    log: str
    size: int
    files: int


def export(connection: Connection, log: str, folder: Path) -> Exported:
    """Write the newest signed state of a log; an older export of the same log is brought up to date."""
    with store.reading(connection):
        head = store.head(connection, log)
        if head is None or not head.note:
            raise CannotExport(f"the log {log} has no signed checkpoint yet")
        _require_own(folder, head.note)
        files = _tiles(connection, log, head.note_size, folder)
        files += _bundles(connection, log, head.note_size, folder) + _blobs(connection, log, folder)
        _write(folder / "checkpoint", head.note.encode())  # last: what it vouches for is already there
    return Exported(log, head.note_size, files + 1)


def _require_own(folder: Path, note: str) -> None:
    older = folder / "checkpoint"
    if older.exists() and older.read_text("utf-8").split("\n")[0] != note.split("\n")[0]:
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


def _bundles(connection: Connection, log: str, size: int, folder: Path) -> int:
    files = 0
    for index, width in tile.widths(size):
        start = index * tile.WIDTH
        entries = store.final_bytes(connection, log, start, start + width)
        _write(folder / tile.path("entries", index, width), tile.bundle(entries))
        files += 1
    return files


def _blobs(connection: Connection, log: str, folder: Path) -> int:
    files = 0
    for digest, data in store.streaming(connection, "SELECT sha256, data FROM ledger_blob WHERE log = ?", (log,)):
        _write(folder / "blob" / digest, data)
        files += 1
    return files


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f"{file.name}.half")
    half.write_bytes(data)
    half.replace(file)
