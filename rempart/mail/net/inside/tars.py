"""tar, and the packings that hold one stream: gzip, bzip2, xz by Python itself."""

import bz2
import gzip
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

from rempart.mail.core.archive.limits import MAX_PATH
from rempart.mail.core.archive.names import last
from rempart.mail.net.inside.item import Broken, Item, Source, blocks

_STREAMS: dict[str, Callable[[BinaryIO], object]] = {
    "gz": lambda stream: gzip.GzipFile(fileobj=stream, mode="rb"),
    "bz2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
}
_BAD = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)
MAX_AFTER = 64 * 1024 * 1024  # bytes after the end of a tar, where tools leave 10 KiB of zeros
_ENDINGS = {"tgz": "tar", "tbz": "tar", "tbz2": "tar", "txz": "tar", "tzst": "tar"}


class Unpacked:
    """One packed stream, read forward. Its faults are Broken."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ahead = b""

    def peek(self, size: int) -> bytes:
        """The first bytes, which stay to be read."""
        while len(self._ahead) < size and (block := self._more(size)):
            self._ahead += block
        return self._ahead

    def read(self, size: int = -1, /) -> bytes:
        """As a file has it."""
        if not self._ahead:
            return self._more(size)
        block, self._ahead = (self._ahead, b"") if size < 0 else (self._ahead[:size], self._ahead[size:])
        return block

    def _more(self, size: int) -> bytes:
        try:
            return self._source.read(size)
        except _BAD as bad:
            raise Broken("damaged", str(bad) or "it breaks off") from bad


def opened(stream: BinaryIO, form: str) -> Unpacked:
    """The stream inside of gz, bz2 or xz."""
    return Unpacked(cast("Source", _STREAMS[form](stream)))


def single(stream: BinaryIO, source: Unpacked, form: str, name: str) -> Item:
    """The one file inside, under the name that the head gives (gzip), else its own without the ending."""
    bare = last(name)
    stem, _, final = bare.rpartition(".")
    path = f"{stem}.{_ENDINGS[final.lower()]}" if final.lower() in _ENDINGS else stem or bare
    if form == "gz":
        path = _head_name(stream) or path
    return Item(path=path, content=lambda: blocks(source))


def _head_name(stream: BinaryIO) -> str:
    """RFC 1952, FNAME."""
    here = stream.tell()
    stream.seek(0)
    head = stream.read(10 + 65_537 + MAX_PATH)
    stream.seek(here)
    if len(head) < 10 or not head[3] & 8:
        return ""
    at = 10 + (2 + int.from_bytes(head[10:12], "little") if head[3] & 4 else 0)
    return head[at : head.find(b"\0", at)].decode("latin-1")


class _Strict(tarfile.TarInfo):
    """Python ends a list quietly at a head that it cannot read; here that is a fault."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> "_Strict":
        errors: Any = tarfile  # its finer exceptions are not in the typed list
        try:
            return super().fromtarfile(tarfile_)
        except (errors.TruncatedHeaderError, errors.InvalidHeaderError, errors.SubsequentHeaderError) as bad:
            raise Broken("damaged", f"its list breaks off: {bad}") from bad


def listed(source: Source) -> Iterator[Item]:
    """One entry after the other, as it comes by; what was kept of earlier ones is let go."""
    try:
        with tarfile.open(fileobj=cast("Any", source), mode="r|", tarinfo=_Strict, errors="surrogateescape") as held:
            while (info := held.next()) is not None:
                held.members = []  # type: ignore[attr-defined]
                yield _item(held, info)
        after = 0
        while block := source.read(65_536):  # to the end, so that the checksum of the packing is looked at
            after += len(block)
            if after > MAX_AFTER:
                raise Broken("bomb", f"more than {MAX_AFTER} bytes after its end")
    except (tarfile.TarError, *_BAD) as bad:
        raise Broken("damaged", str(bad) or "it breaks off") from bad


def _item(held: tarfile.TarFile, info: tarfile.TarInfo) -> Item:
    item = Item(path=info.name, size=info.size)
    if info.issym() or info.islnk():
        item.kind, item.target, item.size = "link" if info.issym() else "hard_link", info.linkname, None
    elif info.isdir():
        item.kind, item.size = "folder", None
    elif info.isdev():
        item.kind, item.size = "device", None
    else:
        content = held.extractfile(info)
        if content is not None:
            item.content = lambda: blocks(cast("BinaryIO", content))
    return item
