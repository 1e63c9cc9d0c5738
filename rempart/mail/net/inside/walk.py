"""Goes through an archive and those inside of it, tells every entry, counts every byte, keeps none."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable
from typing import BinaryIO, cast

from rempart.mail.core.archive.limits import (
    MAX_ARCHIVES,
    MAX_ENTRIES,
    MAX_KEPT,
    MAX_LEVELS,
    MAX_PATH,
    MAX_UNPACKED,
    RATIO,
    RATIO_FROM,
)  # fmt: skip
from rempart.mail.core.archive.names import CONTAINERS, DOCUMENTS, HEAD, ending, looks
from rempart.mail.core.archive.told import Closed, Ended, Entry, Fault, Found, Opened, Read, Told, printable
from rempart.mail.net.inside import documents, mails, others, rars, tars, zips
from rempart.mail.net.inside.item import Broken, Item, Note

_FATAL = frozenset({"bomb", "too_many", "too_large", "memory"})  # end the whole, not one archive in it


class Walk:
    """`tell` takes each line. One walk for one file."""

    def __init__(self, tell: Callable[[Told], None]) -> None:
        self._tell = tell
        self._boxes = self._entries = self._bytes = 0

    def file(self, stream: BinaryIO, name: str, size: int) -> None:
        """The file itself; ends with Ended whatever it was."""
        head = stream.read(HEAD)
        stream.seek(0)
        form = looks(head, name)
        if form not in CONTAINERS and _ends_as_zip(stream, size):
            if form == "program":
                self._tell(Fault(-1, "masked" if ending(name) in DOCUMENTS else "program"))
            form = "zip"  # bytes in front of a zip: tools read it from its end
        try:
            if form in CONTAINERS:
                self._open(stream, name, size, form, within=-1, path="", level=1)
        except MemoryError:
            self._tell(Fault(-1, "memory"))
        except Broken as bad:
            self._tell(Fault(-1, bad.code, printable(bad.detail, 200)))
        self._tell(Ended(form))

    def _open(self, stream: BinaryIO, name: str, size: int, form: str, *, within: int, path: str, level: int) -> None:
        box, self._boxes = self._boxes, self._boxes + 1
        if level > MAX_LEVELS or self._boxes > MAX_ARCHIVES:
            self._tell(Found(within, printable(path), "nesting"))
            return
        inner = ""
        items: Iterable[Item | Note] = ()
        fault: Exception | None = None
        try:
            inner, items = _reader(stream, name, form)
        except MemoryError:
            raise
        except Exception as bad:  # noqa: BLE001 - the edge, as below; told once the archive has its number
            fault = bad
        self._tell(Opened(box, within, printable(path), inner or form, size))
        try:
            if fault is not None:
                raise fault
            self._items(items, box, size, level)
        except Broken as bad:
            self._tell(Fault(box, bad.code, printable(bad.detail, 200)))
            if bad.code in _FATAL:
                raise
        except MemoryError:
            raise
        except Exception as bad:  # noqa: BLE001 - the edge: a hostile file may make a library raise anything
            self._tell(Fault(box, "damaged", f"{type(bad).__name__} while reading it"))
        self._tell(Closed(box))

    def _items(self, items: Iterable[Item | Note], box: int, size: int, level: int) -> None:
        if isinstance(items, list):  # the whole list is known: its names are told before anything is unpacked
            for index, item in enumerate(items):
                self._entry(item, box, index)
            said = sum(item.size or 0 for item in items if isinstance(item, Item))
            if said > RATIO_FROM and said > RATIO * max(size, 1):
                raise Broken("bomb", f"{size} bytes say that they become {said}")
        count = 0
        for index, item in enumerate(items):
            if isinstance(item, Note):
                self._tell(Found(box, printable(item.path), item.code, printable(item.detail, 300)))
                continue
            if not isinstance(items, list):
                self._entry(item, box, index)
            if item.content is not None:
                count = self._content(item, box, index, size, count, level)

    def _entry(self, item: Item | Note, box: int, index: int) -> None:
        if isinstance(item, Note):
            return
        self._entries += 1
        if self._entries > MAX_ENTRIES:
            raise Broken("too_many", f"more than {MAX_ENTRIES}")
        if max(len(item.path), len(item.target)) > MAX_PATH:
            self._tell(Found(box, printable(item.path, 200), "long_name"))
        if item.doubt:
            self._tell(Found(box, printable(item.path), "two_lists", item.doubt))
        other = None if item.other_path is None else printable(item.other_path)
        self._tell(
            Entry(box, index, printable(item.path), item.kind, item.size, printable(item.target), item.is_locked, other,
                  item.at, item.until)
        )  # fmt: skip

    def _content(self, item: Item, box: int, index: int, size: int, count: int, level: int) -> int:
        """Unpack one entry to its end; what all of the archive is by now."""
        assert item.content is not None
        digest, length, head, is_whole = hashlib.sha256(), 0, b"", True
        kept: BinaryIO | None = None
        form: str | None = None
        try:
            for block in item.content():
                length, count = length + len(block), count + len(block)
                self._measure(len(block), count, size)
                digest.update(block)
                if form is None:
                    head += block
                    if len(head) < HEAD:
                        continue
                    form, block = looks(head, item.path), head
                    kept = _scratch(form)
                if kept is not None:
                    kept = _keep(kept, block, length)
            if form is None:
                form = looks(head, item.path)
                kept = _scratch(form)
                if kept is not None:
                    kept.write(head)
        except Broken as bad:
            if bad.code != "checksum":
                self._own_fault(bad, item, box)
                return count
            is_whole = False
        self._tell(Read(box, index, length, digest.hexdigest(), form or "", is_whole))
        if form in CONTAINERS and is_whole:
            self._inner(kept, item, form, length, box, level)
        return count

    def _own_fault(self, bad: Broken, item: Item, box: int) -> None:
        if bad.code in _FATAL:
            raise bad
        self._tell(Found(box, printable(item.path), bad.code, printable(bad.detail, 200)))

    def _inner(self, kept: BinaryIO | None, item: Item, form: str | None, length: int, box: int, level: int) -> None:
        if kept is None:
            self._tell(
                Found(box, printable(item.path), "too_large", "an archive within that is too large to look into")
            )
            return
        with kept:
            kept.seek(0)
            self._open(kept, item.path, length, form or "", within=box, path=item.path, level=level + 1)

    def _measure(self, more: int, count: int, size: int) -> None:
        self._bytes += more
        if count > RATIO_FROM and count > RATIO * max(size, 1):
            raise Broken("bomb", f"{size} bytes become more than {count}")
        if self._bytes > MAX_UNPACKED:
            raise Broken("too_large", f"more than {MAX_UNPACKED} bytes")


def _scratch(form: str) -> BinaryIO | None:
    if form not in CONTAINERS:
        return None
    return cast("BinaryIO", tempfile.SpooledTemporaryFile(8 * 1024 * 1024))


def _keep(kept: BinaryIO, block: bytes, length: int) -> BinaryIO | None:
    """Up to the limit; then it is let go and said."""
    try:
        if length > MAX_KEPT:
            raise OSError
        kept.write(block)
    except OSError:
        kept.close()
        return None
    return kept


def _reader(stream: BinaryIO, name: str, form: str) -> tuple[str, Iterable[Item | Note]]:
    """The format as it is told, and its entries."""
    if form == "zip":
        items = zips.listed(stream)
        return form, cast("list[Item | Note]", [*items, *zips.notes(items, name)])
    if form in others.FILTERS or form in ("gz", "bz2", "xz"):
        source = tars.Unpacked(others.source(stream, form)) if form in others.FILTERS else tars.opened(stream, form)
        if looks(source.peek(512), "") == "tar":
            return f"tar.{form}", tars.listed(source)
        return form, iter([tars.single(stream, source, form, name)])
    if form == "tar":
        return form, tars.listed(stream)
    if form == "ole":
        return form, documents.listed(stream, name)
    if form == "mail":
        return form, mails.listed(stream)
    if form in ("rar", "rar5"):
        return form, rars.listed(stream, form)
    return form, others.listed(stream, form)


def _ends_as_zip(stream: BinaryIO, size: int) -> bool:
    stream.seek(max(0, size - 66_000))
    found = b"PK\x05\x06" in stream.read(66_000)
    stream.seek(0)
    return found
