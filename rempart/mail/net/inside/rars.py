"""RAR's own block heads, which libarchive passes over: ends that are missing, checksums, locks, streams behind names.

Contents are libarchive's business; here nothing is unpacked. Source: RARLAB's technical notes of RAR 5.0 and 4.x.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from rempart.mail.core.archive.limits import MAX_ENTRIES, MAX_PATH
from rempart.mail.net.inside import others
from rempart.mail.net.inside.item import Broken, Item, Note

_MAX_HEAD = 2 * 1024 * 1024  # bytes of one head, by the format's own rule
_FILE5, _SERVICE5, _LOCKS5, _END5 = 2, 3, 4, 5
_MAIN4, _FILE4, _SERVICE4, _END4 = 0x73, 0x74, 0x7A, 0x7B


@dataclass(frozen=True, slots=True)
class Head:
    """Of one file. `stream` is the name of a second content behind its name, as NTFS has them."""

    name: str
    summed: int | None
    is_locked: bool
    stream: str = ""
    is_service: bool = False


class _Bytes:
    """A head that is read from its front."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def number(self) -> int:
        """Seven bits a byte, the lowest first."""
        value = shift = 0
        while shift < 64:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if not byte & 0x80:
                return value
            shift += 7
        raise Broken("damaged", "a number without end")

    def take(self, length: int) -> bytes:
        """That many bytes. Raises Broken when they are not there."""
        part = self.data[self.at : self.at + length]
        if len(part) < length:
            raise Broken("damaged", "a head breaks off")
        self.at += length
        return part


def listed(stream: BinaryIO, form: str) -> Iterator[Item | Note]:
    """libarchive's entries, with the locks and checksums that the heads say. Raises Broken."""
    heads = list(_heads5(stream) if form == "rar5" else _heads4(stream))
    for head in heads:
        if ".." in head.stream or "/" in head.stream or "\\" in head.stream:
            yield Note(f"{head.name}{head.stream}", "traversal")
        if len(head.name) > MAX_PATH:  # where libarchive gives up
            yield Note(head.name[:200], "long_name")
    files = iter([head for head in heads if not head.is_service])
    stream.seek(0)
    for item in others.listed(stream, form):
        own = next(files, None)
        if own is not None and own.is_locked:
            item.is_locked, item.content = True, None
        if own is not None and own.summed is not None and item.content is not None:
            item.content = _summed(item.content, own.summed)
        yield item


def _summed(content: Callable[[], Iterator[bytes]], said: int) -> Callable[[], Iterator[bytes]]:
    def parts() -> Iterator[bytes]:
        found = 0
        for part in content():
            found = zlib.crc32(part, found)
            yield part
        if found != said:
            raise Broken("checksum")

    return parts


def _heads5(stream: BinaryIO) -> Iterator[Head]:
    at = 8
    for _ in range(2 * MAX_ENTRIES):
        stream.seek(at)
        start = _Bytes(stream.read(4 + 10))
        said = struct.unpack("<I", start.take(4))[0]
        length = start.number()
        width = start.at - 4
        if length > _MAX_HEAD:
            raise Broken("damaged", "a head of no possible length")
        stream.seek(at + 4)
        whole = stream.read(width + length)
        if len(whole) < width + length or zlib.crc32(whole) != said:
            raise Broken("damaged", "a head breaks off or is altered")
        body = _Bytes(whole[width:])
        kind, flags = body.number(), body.number()
        extra = body.number() if flags & 1 else 0
        data = body.number() if flags & 2 else 0
        if kind == _END5:
            return
        if kind == _LOCKS5:
            raise Broken("locked", "its list is locked")
        if kind in (_FILE5, _SERVICE5):
            yield _head5(body, extra, is_service=kind == _SERVICE5)
        at += 4 + width + length + data
    raise Broken("too_many", f"more than {MAX_ENTRIES}")


def _head5(body: _Bytes, extra: int, *, is_service: bool) -> Head:
    flags = body.number()
    body.number()  # size unpacked
    body.number()  # attributes
    if flags & 2:
        body.take(4)
    summed = struct.unpack("<I", body.take(4))[0] if flags & 4 else None
    body.number()  # method
    body.number()  # system
    name = body.take(body.number()).decode("utf-8", "backslashreplace")
    is_locked, stream = False, ""
    records = _Bytes(body.data[len(body.data) - extra :] if extra else b"")
    while records.at < len(records.data):
        record = _Bytes(records.take(records.number()))
        kind = record.number()
        is_locked |= kind == 1
        if kind == 7 and name == "STM":
            stream = record.data[record.at :].decode("utf-8", "backslashreplace")
    return Head(name, summed, is_locked, stream, is_service)


def _heads4(stream: BinaryIO) -> Iterator[Head]:
    at = 7
    for _ in range(2 * MAX_ENTRIES):
        stream.seek(at)
        start = stream.read(11)
        if not start:
            return  # old ones have no block at their end
        if len(start) < 7:
            raise Broken("damaged", "a head breaks off")
        said, kind, flags, length = struct.unpack_from("<HBHH", start)
        if kind == _END4:
            return
        if length < 7 or (kind == _MAIN4 and flags & 0x80):
            raise Broken("locked" if length >= 7 else "damaged", "its list is locked")
        data = struct.unpack_from("<I", start, 7)[0] if flags & 0x8000 and len(start) == 11 else 0
        if kind in (_FILE4, _SERVICE4):
            stream.seek(at)
            whole = stream.read(length)
            if len(whole) < max(length, 32) or zlib.crc32(whole[2:]) & 0xFFFF != said:
                raise Broken("damaged", "a head breaks off or is altered")
            if flags & 0x100 and length >= 40:
                data += struct.unpack_from("<I", whole, 32)[0] << 32
            yield _head4(whole, flags, is_service=kind == _SERVICE4)
        at += length + data
    raise Broken("too_many", f"more than {MAX_ENTRIES}")


def _head4(whole: bytes, flags: int, *, is_service: bool) -> Head:
    (summed,) = struct.unpack_from("<I", whole, 16)
    (length,) = struct.unpack_from("<H", whole, 26)
    begins = 40 if flags & 0x100 else 32
    name = whole[begins : begins + length].split(b"\0")[0].decode("utf-8", "backslashreplace")
    is_split = bool(flags & 3)
    return Head(name, None if is_split else summed, bool(flags & 4), "", is_service)
