"""A range of a log with everything that proves it: its bundles, all tiles, and the checkpoint (docs/format.md, 5)."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec

from rempart.ledger import store, tile
from rempart.ledger.export import CannotExport
from rempart.ledger.store import Connection
from rempart.ledger.stores.hashes import reader

RANGE = "range"  # the file that says which entries the export holds: `first last`, both included


class Range(msgspec.Struct, frozen=True):
    """What is written: whole bundles around what was asked for, of a log of `size` signed entries."""

    log: str
    first: int
    last: int
    size: int


def fit(connection: Connection, log: str, first: int, last: int) -> Range:
    """The range widened to whole bundles and cut at the checkpoint. Raises CannotExport."""
    head = store.head(connection, log)
    if head is None or not head.note:
        raise CannotExport(f"the log {log} has no signed checkpoint yet")
    if not 0 <= first <= last or first >= head.note_size:
        raise CannotExport(f"the log {log} has signed entries 0 to {head.note_size - 1}; {first} to {last} is no part")
    end = (min(last, head.note_size - 1) // tile.WIDTH + 1) * tile.WIDTH
    return Range(log, first - first % tile.WIDTH, min(end, head.note_size) - 1, head.note_size)


def pieces(connection: Connection, wanted: Range) -> Iterator[tuple[str, bytes]]:
    """Files by their path, the checkpoint last. Read inside `store.reading`, or the checkpoint may be a newer one."""
    head = store.head(connection, wanted.log)
    if head is None or head.note_size != wanted.size:
        raise CannotExport("the log went on while it was read; try again")
    yield RANGE, f"{wanted.first} {wanted.last}\n".encode()
    yield from _tiles(connection, wanted)
    digests: dict[str, None] = {}
    for index in range(wanted.first // tile.WIDTH, wanted.last // tile.WIDTH + 1):
        start = index * tile.WIDTH
        width = min(tile.WIDTH, wanted.size - start)
        entries = list(store.final_bytes(connection, wanted.log, start, start + width))
        if len(entries) != width:
            raise CannotExport(f"entries {start} to {start + width - 1} are no longer kept")
        yield tile.path("entries", index, width), tile.bundle(entries)
        digests |= dict.fromkeys(digest for entry in entries for digest in _blobs(json.loads(entry)["body"]))
    for digest in digests:
        data = store.read_blob(connection, wanted.log, digest)
        if data is not None:
            yield f"blob/{digest}", data
    yield "checkpoint", head.note.encode()


def _tiles(connection: Connection, wanted: Range) -> Iterator[tuple[str, bytes]]:
    """All of them: 32 bytes for each entry of the log lead from any bundle to the root without the other bundles."""
    read = reader(connection, wanted.log)
    for level, count in tile.levels(wanted.size):
        for index, width in tile.widths(count):
            start = index * tile.WIDTH
            yield tile.path(str(level), index, width), b"".join(read(level, start, start + width))


def _blobs(body: object) -> Iterator[str]:
    if isinstance(body, dict):
        inner = body.get("blob")
        if isinstance(inner, dict) and isinstance(inner.get("sha256"), str):
            yield inner["sha256"]
        for value in body.values():
            yield from _blobs(value)


def write(connection: Connection, wanted: Range, folder: Path) -> int:
    """Into an empty or new folder; how many files. Raises CannotExport."""
    if folder.exists() and any(folder.iterdir()):
        raise CannotExport(f"{folder} is not empty; choose another folder")
    count = 0
    for path, data in pieces(connection, wanted):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        count += 1
    return count
