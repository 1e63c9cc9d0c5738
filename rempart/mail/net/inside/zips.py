"""ZIP, and everything that is one: Java, Android, wheels, Office. Python reads the list; contents are unpacked here, so
that sizes and checksums of the list are compared and not obeyed. Source: PKWARE APPNOTE 6.3.10."""

import bz2
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from rempart.channel.source import Trouble
from rempart.channel.zip_list import within_bounds
from rempart.mail.core.archive import office
from rempart.mail.core.archive.limits import MAX_ENTRIES, MAX_LIST, MAX_PART, MAX_PATH
from rempart.mail.core.archive.names import LURES, PROGRAMS, SCRIPTS, ending
from rempart.mail.net.inside.item import BLOCK, Broken, Item, Note

_LOCAL = b"PK\x03\x04"
_AES = 99
_REPARSE = 0x400  # Windows's attribute for its own links
_UNICODE_PATH = 0x7075
_BAD = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, struct.error, EOFError, OSError)


def listed(stream: BinaryIO) -> list[Item]:
    """Every entry of the list, in its order. Raises Broken."""
    try:
        within_bounds(stream, MAX_ENTRIES, MAX_LIST)
        infos = zipfile.ZipFile(stream).infolist()
    except Trouble as bad:
        raise Broken("too_many" if bad.code == "too_large" else "damaged", bad.detail) from bad
    except _BAD as bad:
        raise Broken("damaged", str(bad)) from bad
    return [_item(stream, info) for info in infos]


def _item(stream: BinaryIO, info: zipfile.ZipInfo) -> Item:
    stream.seek(info.header_offset)
    local = stream.read(30)
    if len(local) < 30 or local[:4] != _LOCAL:
        raise Broken("damaged", "the list names a place where no entry is")
    flags, name_length, extra_length = *struct.unpack_from("<H", local, 6), *struct.unpack_from("<HH", local, 26)
    raw_name = stream.read(name_length)
    at = info.header_offset + 30 + name_length + extra_length
    item = Item(
        path=_name(info), size=info.file_size, is_locked=bool((flags | info.flag_bits) & 1) or info.compress_type == _AES,
        other_path=_other(info, raw_name, flags), at=info.header_offset, until=at + info.compress_size,
    )  # fmt: skip
    item.doubt = _doubt(info, local, flags)
    mode = stat.S_IFMT(info.external_attr >> 16)
    if mode == stat.S_IFLNK or (info.external_attr & _REPARSE and info.create_system == 0):
        item.kind = "link"
    elif item.path.endswith(("/", "\\")) or mode == stat.S_IFDIR:
        item.kind = "folder"
    elif mode in (stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK):
        item.kind = "device"
    if item.kind in ("file", "device") and not item.is_locked:
        item.content = lambda: unpacked(stream, info, at)
    elif item.kind == "link" and not item.is_locked:
        try:
            target = b"".join(_first(unpacked(stream, info, at), MAX_PATH + 1))
        except Broken:
            item.content = lambda: unpacked(stream, info, at)  # told when its turn comes
        else:
            item.target = target.decode("utf-8", "surrogateescape")
    return item


def _doubt(info: zipfile.ZipInfo, local: bytes, flags: int) -> str:
    """Where the entry's own head says something else than the list: tools that read forward believe the head."""
    method, summed, packed, size = *struct.unpack_from("<H", local, 8), *struct.unpack_from("<III", local, 14)
    if method != info.compress_type:
        return f"packed by {info.compress_type} or by {method}"
    if flags & 8:  # the numbers follow the content
        return ""
    pairs = ((summed, info.CRC), (packed, info.compress_size), (size, info.file_size))
    is_other = any(own not in (said, 0xFFFFFFFF) for own, said in pairs)
    return "other sizes or checksums" if is_other else ""


def _first(parts: Iterator[bytes], most: int) -> Iterator[bytes]:
    for part in parts:
        yield part[:most]
        most -= len(part)
        if most <= 0:
            return


def _name(info: zipfile.ZipInfo) -> str:
    """As a tool would show it; names of older writers are UTF-8 without saying so."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode()
    return name


def _other(info: zipfile.ZipInfo, raw: bytes, flags: int) -> str | None:
    """A second name, in the entry's own head or in a field for Unicode, when it is another one."""
    codec = "utf-8" if info.flag_bits & 0x800 else "cp437"
    if info.orig_filename.encode(codec, "replace") != raw:
        local = raw.decode("utf-8" if flags & 0x800 else "cp437", "replace")
        if local.replace("\\", "/") != info.orig_filename.replace("\\", "/"):
            return local
    extra = info.extra
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_PATH and length > 5 and extra[4:5] == b"\x01":
            second = extra[9 : 4 + length].decode("utf-8", "replace")
            # It holds only while it names the checksum of the name that it stands for (APPNOTE 4.6.9).
            is_valid = struct.unpack_from("<I", extra, 5)[0] == zlib.crc32(raw)
            if is_valid and re.sub(r"[^\x20-\x7e]", "?", second) != re.sub(r"[^\x20-\x7e]", "?", info.orig_filename):
                return second if info.orig_filename.isascii() else None
        extra = extra[4 + length :]
    return None


def unpacked(stream: BinaryIO, info: zipfile.ZipInfo, at: int) -> Iterator[bytes]:
    """The content, however long it really is. Raises Broken: `method`, `damaged`."""
    raw = _raw(stream, at, info.compress_size)
    if info.compress_type == zipfile.ZIP_STORED:
        parts = raw
    elif info.compress_type == zipfile.ZIP_DEFLATED:
        parts = _inflated(raw)
    elif info.compress_type == zipfile.ZIP_BZIP2:
        parts = _bunzipped(raw)
    else:
        raise Broken("method", f"number {info.compress_type}")
    summed = 0
    for part in parts:
        summed = zlib.crc32(part, summed)
        yield part
    if summed != info.CRC:
        raise Broken("checksum")


def _raw(stream: BinaryIO, at: int, length: int) -> Iterator[bytes]:
    while length > 0:
        stream.seek(at)  # every time: whoever reads may have looked elsewhere in between
        block = stream.read(min(BLOCK, length))
        if not block:
            raise Broken("damaged", "it breaks off")
        at, length = at + len(block), length - len(block)
        yield block


def _inflated(raw: Iterator[bytes]) -> Iterator[bytes]:
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for block in raw:
            while block and not machine.eof:
                if part := machine.decompress(block, BLOCK):
                    yield part
                block = machine.unconsumed_tail
        while not machine.eof and (part := machine.decompress(b"", BLOCK)):
            yield part
    except zlib.error as bad:
        raise Broken("damaged", str(bad)) from bad
    if not machine.eof:
        raise Broken("damaged", "an entry breaks off")


def _bunzipped(raw: Iterator[bytes]) -> Iterator[bytes]:
    machine = bz2.BZ2Decompressor()
    try:
        for block in raw:
            if machine.eof:
                break
            yield machine.decompress(block, BLOCK)
            while not machine.needs_input and not machine.eof:
                yield machine.decompress(b"", BLOCK)
    except (OSError, ValueError) as bad:
        raise Broken("damaged", str(bad)) from bad
    if not machine.eof:
        raise Broken("damaged", "an entry breaks off")


def notes(items: list[Item], name: str) -> Iterator[Note]:
    """What a document of Office that is a ZIP hides, and whether a Java program starts by itself."""
    paths = {item.path.lower(): item for item in items}
    if "meta-inf/manifest.mf" in paths and b"Main-Class:" in _part(paths["meta-inf/manifest.mf"]):
        yield Note(name, "starts")
    if "[content_types].xml" not in paths and "mimetype" not in paths:
        return
    if sheets := [path for path in paths if re.match(r"xl/macrosheets/.+\.(xml|bin)$", path)]:
        yield Note(name, "macros", f"{len(sheets)} sheets of the old kind")
    if scripts := [path for path in paths if re.match(r"(basic|scripts)/.+\.(xml|xba|py|js|bsh)$", path)]:
        yield from [] if "[content_types].xml" in paths else [Note(name, "macros", scripts[0])]
    for path, item in paths.items():
        if path.endswith(".rels"):
            yield from (Note(name, "fetches", target) for target in office.fetched(_part(item)))
        elif (
            re.match(r"word/(document|header\d*|footer\d*|footnotes)\.xml$", path) and office.runs_commands(_part(item))
        ) or (re.match(r"xl/externallinks/[^/]+\.xml$", path) and office.links_commands(_part(item))):
            yield Note(name, "commands", path)
        elif "/embeddings/" in path and ending(path) in LURES | PROGRAMS | SCRIPTS:
            yield Note(name, "embedded", item.path)


def _part(item: Item) -> bytes:
    if item.content is None:
        return b""
    try:
        return b"".join(_first(item.content(), MAX_PART))
    except Broken:
        return b""  # told when its turn comes
