"""One entry as a reader hands it on, and how a reader says that it cannot go on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

BLOCK = 256 * 1024


class Broken(Exception):
    """The archive, or this entry of it, cannot be read on. `code` is one of core/archive/weights.py."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code, self.detail = code, detail


@dataclass(slots=True)
class Item:
    """`content` gives the unpacked bytes, once; None where there are none or nobody has the key. It raises Broken with
    `damaged` for a checksum that is another."""

    path: str
    kind: str = "file"
    size: int | None = None
    target: str = ""
    is_locked: bool = False
    other_path: str | None = None
    doubt: str = ""  # where two lists of the same archive disagree about its content
    at: int | None = None
    until: int | None = None
    content: Callable[[], Iterator[bytes]] | None = None


class Source(Protocol):
    """Unpacked bytes that can only be read forward."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""


@dataclass(slots=True)
class Note:
    """Something in a document that a code names; readers yield it between their items."""

    path: str
    code: str
    detail: str = ""


def blocks(source: Source | BinaryIO) -> Iterator[bytes]:
    """To the end, a block at a time."""
    while block := source.read(BLOCK):
        yield block
