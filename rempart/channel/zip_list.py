"""How long a stranger's zip says its own list is, looked at before a library reads that list whole into memory."""

import os
import struct
from typing import BinaryIO

from rempart.channel.source import Trouble

_END, _END64 = b"PK\x05\x06", b"PK\x06\x06"


def within_bounds(held: BinaryIO, most_entries: int, most_bytes: int) -> None:
    """By what its end says. Raises Trouble `unreadable` for no zip, `too_large` beyond `most_entries` or a list of
    `most_bytes`. Source: PKWARE APPNOTE 6.3.10, sections 4.3.14 and 4.3.16."""
    held.seek(0, os.SEEK_END)
    size = held.tell()
    held.seek(max(0, size - 66_000))
    tail = held.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise Trouble("unreadable", "no zip, or one that breaks off")
    count, length = struct.unpack("<HI", tail[at + 10 : at + 16])
    if count == 0xFFFF or length == 0xFFFFFFFF:
        at = tail.rfind(_END64)
        if at < 0 or len(tail) - at < 56:
            raise Trouble("unreadable", "a zip whose list cannot be found")
        count, length = struct.unpack("<QQ", tail[at + 32 : at + 48])
    if count > most_entries or length > most_bytes:
        raise Trouble("too_large", f"a zip of {count} files with a list of {length} bytes")
