"""Opens a package that was looked into before: which entries it has, and their bytes, within limits. Pure."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from rempart.people.core.standards.course import Course, Refused
from rempart.people.core.standards.manifest import MANIFESTS, read
from rempart.people.core.standards.tree import MAX_BYTES as MAX_MANIFEST

MAX_PACKED = 128 * 1024 * 1024  # bytes of the package; twenty minutes with film are some 60 MB
MAX_UNPACKED = 512 * 1024 * 1024  # of all files together
MAX_FILE = 128 * 1024 * 1024  # of one file
MAX_FILES = 5_000  # authoring tools write some hundreds
MAX_PATH = 400  # characters
BLOCK = 1024 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError, NotImplementedError)
PAGES = frozenset({"html", "htm", "xhtml", "xht"})


class Opened:
    """A package while it is read. Raises Refused, also from `contents`."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as bad:
            raise Refused("not_zip", str(bad)) from bad
        found = [one for one in self._zip.infolist() if not one.is_dir()]
        if len(found) > MAX_FILES:
            raise Refused("too_many", str(len(found)))
        if sum(one.file_size for one in found) > MAX_UNPACKED:
            raise Refused("too_large", f"{sum(one.file_size for one in found)} bytes")
        self._entries = {_path(one): one for one in found}
        if len(self._entries) != len(found):
            raise Refused("two_files")

    def course(self) -> Course:
        """What it says it is."""
        name = next((one for one in MANIFESTS if one in self._entries), "")
        if not name:
            deeper = next((one for one in sorted(self._entries) if one.rpartition("/")[2] in MANIFESTS), "")
            raise Refused("no_manifest", deeper)
        return read(name, self._bytes(name, MAX_MANIFEST), self._entries.keys())

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Every file, one after the other."""
        left = MAX_UNPACKED
        for path in self._entries:
            data = self._bytes(path, min(MAX_FILE, left))
            left -= len(data)
            if path.rpartition(".")[2].lower() in PAGES and data[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise Refused("wide_page", path)  # the runtime is put into a page as ASCII
            yield path, data

    def _bytes(self, path: str, most: int) -> bytes:
        """Counted while they come: what the list says about sizes is a stranger's word."""
        whole = bytearray()
        try:
            with self._zip.open(self._entries[path]) as source:
                while block := source.read(BLOCK):
                    whole += block
                    if len(whole) > most:
                        raise Refused("too_large", path)
        except (*_BROKEN, ValueError) as bad:
            if isinstance(bad, Refused):
                raise
            raise Refused("damaged", path) from bad
        return bytes(whole)


def _path(entry: zipfile.ZipInfo) -> str:
    """As it is served: no step leads up, none is empty."""
    path = entry.filename.replace("\\", "/")
    steps = path.split("/")
    if len(path) > MAX_PATH or path.startswith("/") or any(one in ("", ".", "..") for one in steps) or ":" in steps[0]:
        raise Refused("bad_name", path)
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in path):
        raise Refused("bad_name", repr(path))
    return path
