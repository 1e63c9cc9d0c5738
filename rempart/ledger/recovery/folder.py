"""Reading an export of our own as a source of lost entries; nothing in it is believed before the root proves it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from rempart.ledger import tile
from rempart.ledger.entry import ENTRY_MAX_BYTES
from rempart.ledger.note import NOTE_MAX_BYTES
from rempart.ledger.stores.entries import BLOB_MAX_BYTES

BUNDLE_MAX_BYTES = tile.WIDTH * (ENTRY_MAX_BYTES + 2)


class BadExport(ValueError):
    """The folder does not hold what its checkpoint speaks of."""


def checkpoint_of(folder: Path) -> str:
    """The note in an export, or in a file of its own. Raises BadExport."""
    file = folder / "checkpoint" if folder.is_dir() else folder
    return _read(file, NOTE_MAX_BYTES).decode("utf-8", "replace")


def log_of(text: str) -> str:
    """Name of the log in a checkpoint's first line."""
    return text.split("\n")[0].rsplit("/", 1)[-1]


def entries(folder: Path, size: int, first: int) -> Iterator[bytes]:
    """Entry bytes from `first` on, of an export of `size` entries. Raises BadExport."""
    for index, width in tile.widths(size):
        if (index + 1) * tile.WIDTH <= first:
            continue
        path = tile.path("entries", index, width)
        try:
            held = tile.unbundle(_read(folder / path, BUNDLE_MAX_BYTES))
        except ValueError as fault:
            raise BadExport(f"{folder / path}: {fault}") from fault
        if len(held) != width:
            raise BadExport(f"{folder / path} holds {len(held)} entries, not {width}")
        yield from held[max(0, first - index * tile.WIDTH) :]


def blobs(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Blobs whose bytes are what their name says."""
    for file in sorted((folder / "blob").glob("*")):
        data = _read(file, BLOB_MAX_BYTES)
        if hashlib.sha256(data).hexdigest() == file.name:
            yield file.name, data


def _read(file: Path, limit: int) -> bytes:
    try:
        with file.open("rb") as source:
            data = source.read(limit + 1)
    except OSError as fault:
        raise BadExport(f"{file} is missing or cannot be read") from fault
    if len(data) > limit:
        raise BadExport(f"{file} is larger than {limit} bytes")
    return data
