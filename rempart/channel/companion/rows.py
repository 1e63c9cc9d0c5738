"""Rows as bytes ("rows-1"): each field four bytes of length, big end first, then its bytes; 0xFFFFFFFF alone is NULL."""

import hashlib
import struct
from collections.abc import Iterable, Iterator

from rempart.channel.companion.trouble import Lying, TooLong

NULL = b"\xff\xff\xff\xff"
ROW_BYTES = 256 * 1024 * 1024  # the largest row that is put together here
LANES = 4  # parts of a row's digest that are summed up
Row = tuple[bytes | None, ...]
_LANES = struct.Struct(">4I")


def encode(row: Iterable[bytes | None]) -> bytes:
    """One row."""
    return b"".join(NULL if field is None else len(field).to_bytes(4, "big") + field for field in row)


class Sums:
    """Sums up salted digests of rows, so that two sides can compare many rows in whatever order each reads them."""

    def __init__(self, salt: str) -> None:
        self._salt, self.rows, self._sums = salt.encode(), 0, (0,) * LANES

    def add(self, row: Iterable[bytes | None]) -> None:
        """One row; what engines write in different ways is left out by the caller."""
        parts = _LANES.unpack(hashlib.sha256(self._salt + encode(row)).digest()[: _LANES.size])
        self._sums = tuple(a + b for a, b in zip(self._sums, parts, strict=True))
        self.rows += 1

    @property
    def told(self) -> tuple[int, tuple[int, ...]]:
        """As the companion says it."""
        return self.rows, tuple(one % 2**48 for one in self._sums)


class Cutter:
    """Takes the stream in pieces of any size and gives whole rows, as bytes, for so many columns."""

    def __init__(self, columns: int) -> None:
        if columns < 1:
            raise Lying("form", "a table without columns")
        self._columns, self._held = columns, b""

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """The rows that are whole now. Raises TooLong."""
        held, at = self._held + piece, 0
        while (end := self._end(held, at)) is not None:
            yield held[at:end]
            at = end
        self._held = held[at:]
        if len(self._held) > ROW_BYTES:
            raise TooLong("row", "a row of more than 256 MiB")

    def finish(self) -> None:
        """Raises Lying when the stream ends inside a row."""
        if self._held:
            raise Lying("form", "the rows end in the middle of one")

    def _end(self, held: bytes, at: int) -> int | None:
        for _ in range(self._columns):
            if at + 4 > len(held):
                return None
            size = held[at : at + 4]
            at += 4 + (0 if size == NULL else int.from_bytes(size, "big"))
        return at if at <= len(held) else None


def fields(row: bytes, columns: int) -> Row:
    """The fields of one whole row. Raises Lying."""
    found: list[bytes | None] = []
    at = 0
    while at < len(row) and len(found) < columns:
        size = row[at : at + 4]
        at += 4
        if size == NULL:
            found.append(None)
            continue
        length = int.from_bytes(size, "big")
        found.append(row[at : at + length])
        at += length
    if at != len(row) or len(found) != columns:
        raise Lying("form", "a row that does not fit its table")
    return tuple(found)
