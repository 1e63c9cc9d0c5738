"""Everything that libarchive reads: 7z, rar, iso, cab, cpio, ar, xar, lha, and the packings zstd, lz4, lzip.

Each format by its own reader alone, so that a file cannot choose another one's.
"""

import ctypes
import logging
import stat
from collections.abc import Iterator
from typing import Any, BinaryIO

from rempart.mail.net.inside.item import BLOCK, Broken, Item, Source

FORMATS = {"7z": "7zip", "rar": "rar", "rar5": "rar5", "iso": "iso9660", "cab": "cab", "cpio": "cpio", "ar": "ar",
           "xar": "xar", "lha": "lha"}  # fmt: skip
FILTERS = {"zst": "zstd", "lz4": "lz4", "lzip": "lzip"}
_DEVICES = (stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK)


class _Heard(logging.Handler):
    """libarchive's warnings, which the wrapper only logs: a checksum is one of them."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said = [*self.said[-9:], str(record.getMessage())]


def _library() -> Any:
    try:
        import libarchive
        from libarchive import ffi
    except (ImportError, OSError, AttributeError) as bad:
        raise Broken("no_tool", "libarchive") from bad
    if not hasattr(ffi, "entry_is_encrypted"):
        ffi.ffi("entry_is_encrypted", [ffi.c_archive_entry_p], ctypes.c_int)
        ffi.ffi("read_has_encrypted_entries", [ffi.c_archive_p], ctypes.c_int)
    return libarchive


def _broken(bad: Exception) -> Broken:
    said = str(getattr(bad, "msg", "") or bad)
    low = said.lower()
    if "encrypt" in low or "passphrase" in low or "password" in low:
        return Broken("locked", said)
    if "allocate" in low or "memory" in low:
        return Broken("memory", said)
    if "nsupported" in low or "not supported" in low or "don't know" in low:
        return Broken("method", said)
    return Broken("damaged", said)


def listed(stream: BinaryIO, form: str) -> Iterator[Item]:
    """One entry after the other. Raises Broken."""
    library = _library()
    heard = _Heard()
    logging.getLogger("libarchive").addHandler(heard)
    try:
        with library.stream_reader(stream, FORMATS[form], "none", block_size=BLOCK) as archive:
            for entry in archive:
                item = _item(library.ffi, archive, entry, heard)
                if item.path not in ("", ".") or item.kind != "folder":
                    yield item
                if item.is_locked:
                    continue
            if library.ffi.read_has_encrypted_entries(archive._pointer) > 0 and form != "7z":
                raise Broken("locked", "it holds locked entries")
    except library.ArchiveError as bad:
        raise _broken(bad) from bad
    finally:
        logging.getLogger("libarchive").removeHandler(heard)


def _item(ffi: Any, archive: Any, entry: Any, heard: _Heard) -> Item:
    pointer = entry._entry_p
    path, target = entry.pathname, ffi.entry_symlink_w(pointer) or ffi.entry_symlink(pointer)
    hard = ffi.entry_hardlink_w(pointer) or ffi.entry_hardlink(pointer)
    item = Item(path=_text(path), size=entry.size if ffi.entry_size_is_set(pointer) else None)
    item.is_locked = ffi.entry_is_encrypted(pointer) > 0
    mode = stat.S_IFMT(entry.mode)
    if hard:
        item.kind, item.target, item.size = "hard_link", _text(hard), None
    elif target or mode == stat.S_IFLNK:
        item.kind, item.target, item.size = "link", _text(target), None
    elif mode == stat.S_IFDIR:
        item.kind, item.size = "folder", None
    elif mode in _DEVICES:
        item.kind, item.size = "device", None
    elif not item.is_locked:
        item.content = lambda: _content(entry, heard)
    return item


def _text(name: str | bytes | None) -> str:
    return name.decode("utf-8", "surrogateescape") if isinstance(name, bytes) else name or ""


def _content(entry: Any, heard: _Heard) -> Iterator[bytes]:
    """libarchive answers a wrong checksum with a warning in some formats: it counts like an error."""
    heard.said.clear()
    try:
        yield from entry.get_blocks(BLOCK)
    except _library().ArchiveError as bad:
        raise _broken(bad) from bad
    if any("crc" in said.lower() or "checksum" in said.lower() for said in heard.said):
        raise Broken("checksum")


class Stream:
    """zstd, lz4 and lzip: one stream, read forward."""

    def __init__(self, stream: BinaryIO, form: str) -> None:
        self._parts = self._read(stream, form)
        self._left = b""

    @staticmethod
    def _read(stream: BinaryIO, form: str) -> Iterator[bytes]:
        library = _library()
        try:
            with library.stream_reader(stream, "raw", FILTERS[form], block_size=BLOCK) as archive:
                for entry in archive:
                    yield from entry.get_blocks(BLOCK)
        except library.ArchiveError as bad:
            raise _broken(bad) from bad

    def read(self, size: int = -1, /) -> bytes:
        """As a file has it; less than asked is not the end."""
        if not self._left:
            self._left = next(self._parts, b"")
        if size < 0:
            size = len(self._left)
        block, self._left = self._left[:size], self._left[size:]
        return block


def source(stream: BinaryIO, form: str) -> Source:
    """The stream inside."""
    return Stream(stream, form)
