"""A feed file that somebody else wrote, read within limits: unpacked, told apart by its form, bad records left out."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from rempart.inventory.core.flaw import Flaw

PACKED_MAX = 64 * 1024 * 1024  # the largest public feed is some 15 MB packed
FILE_MAX = 256 * 1024 * 1024  # and some 100 MB unpacked; what unpacks to more is refused, not read
RECORDS_MAX = 200_000  # four times what was ever published about WordPress
PARTS_MAX = 2_000  # components of one flaw: a shared library was once in several hundred plug-ins
SPANS_MAX = 500  # spans of one component
GZIP = b"\x1f\x8b"
BAD_SHARE = 0.5  # where more records than that cannot be read, the file is no such feed


class BadFeed(ValueError):
    """The file cannot be taken; nothing of it was. `code` is one word for the page."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class BadRecord(ValueError):
    """One record that cannot be read; the others are."""


@dataclass(frozen=True, slots=True)
class Read:
    """`skipped` records could not be read; `other` are of software that is not WordPress."""

    format: str
    flaws: tuple[Flaw, ...]
    skipped: int = 0
    other: int = 0


Records = Iterator[Flaw | BadRecord | None]


def unpacked(data: bytes) -> bytes:
    """Gzip or plain. A bomb ends at the limit, before it takes memory. Raises BadFeed."""
    if not data.startswith(GZIP):
        if len(data) > FILE_MAX:
            raise BadFeed("too_large")
        return data
    if len(data) > PACKED_MAX:
        raise BadFeed("too_large")
    worker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        plain = worker.decompress(data, FILE_MAX + 1)
    except zlib.error as bad:
        raise BadFeed("broken_gzip") from bad
    if len(plain) > FILE_MAX:
        raise BadFeed("too_large")
    if not worker.eof:
        raise BadFeed("broken_gzip")
    return plain


def kept(format_: str, records: Records) -> Read:
    """What can be used; one flaw of each name. Raises BadFeed."""
    found: dict[str, Flaw] = {}
    skipped = other = 0
    for count, one in enumerate(records, 1):
        if count > RECORDS_MAX:
            raise BadFeed("too_many")
        if isinstance(one, Flaw):
            found[one.id] = one
        elif one is None:
            other += 1
        else:
            skipped += 1
    total = len(found) + skipped + other
    if total and skipped > total * BAD_SHARE:
        raise BadFeed("unreadable")
    return Read(format_, tuple(found.values()), skipped, other)


def each(raw: msgspec.Raw | bytes, take: Callable[[object], Flaw | None]) -> Flaw | BadRecord | None:
    """One record; a wrong one is told as such."""
    try:
        return take(msgspec.json.decode(raw))
    except (BadRecord, ValueError, RecursionError) as bad:
        return bad if isinstance(bad, BadRecord) else BadRecord(type(bad).__name__)
