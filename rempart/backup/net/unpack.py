"""A zip from a stranger: its own list is looked at before anything is written, every byte counted while it is.

Nothing leads out, nothing is a link, nothing stands in two places at once, and no more comes out than the list says.
"""

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from rempart.channel.source import Trouble
from rempart.channel.zip_list import within_bounds

MAX_ENTRIES = 500_000  # of one zip: UpdraftPlus begins a new one at 400 MB
MAX_LIST = 128 * 1024 * 1024  # bytes of a zip's own list, which is read whole
MAX_DEPTH, MAX_PATH = 100, 4_096
RATIO, RATIO_FROM = 100, 1024**3  # beyond a GiB no site is packed smaller than one to a hundred: that is a bomb
BLOCK = 1024 * 1024


def entries(held: BinaryIO) -> list[tuple[zipfile.ZipInfo, str]]:
    """Every file and folder with its path, looked at. Raises Trouble `poisoned`, `too_large`, `unreadable`."""
    within_bounds(held, MAX_ENTRIES, MAX_LIST)
    try:
        with closing(zipfile.ZipFile(held)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, OSError, struct.error) as bad:
        raise Trouble("unreadable", f"the zip cannot be read: {bad}") from bad
    if len(infos) > MAX_ENTRIES:
        raise Trouble("too_large", f"a zip of more than {MAX_ENTRIES} files")
    found = [(info, _path(info)) for info in infos]
    _no_overlap(infos, held)
    packed, whole = sum(info.compress_size for info in infos), sum(info.file_size for info in infos)
    if whole > RATIO_FROM and whole > packed * RATIO:
        raise Trouble("too_large", f"{packed} bytes would become {whole}")
    return found


def _path(info: zipfile.ZipInfo) -> str:
    """As the site had it; names of older writers are UTF-8 without saying so."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode()
    parts = name.rstrip("/").split("/")
    shown = name[-80:]
    if "\0" in name or "\\" in name or name.startswith("/") or len(name.encode("utf-8", "replace")) > MAX_PATH:
        raise Trouble("poisoned", f"{shown!r} is no path below a site")
    if len(parts) > MAX_DEPTH or any(part in ("", ".", "..") or len(part.encode()) > 255 for part in parts):
        raise Trouble("poisoned", f"{shown!r} leads out")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Trouble("poisoned", f"{shown!r} is a link or a device")
    if info.flag_bits & 0x41:
        raise Trouble("unreadable", f"{shown!r} is locked with a password")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Trouble("unreadable", f"{shown!r} is packed in a way that we do not read")
    return "/".join(parts) + ("/" if info.is_dir() else "")


def _no_overlap(infos: list[zipfile.ZipInfo], held: BinaryIO) -> None:
    """Two entries over the same bytes are how small files become endless ones."""
    held.seek(0, os.SEEK_END)
    ends = held.tell()
    for info in sorted(infos, key=lambda one: one.header_offset, reverse=True):
        if info.header_offset + 30 + info.compress_size > ends:
            raise Trouble("poisoned", "two files of a zip lie over each other")
        ends = info.header_offset


def unpack(
    held: BinaryIO,
    found: list[tuple[zipfile.ZipInfo, str]],
    root: Path,
    place: Callable[[str], str | None],
    tell: Callable[[int], None],
) -> int:
    """Into `root`, each where `place` says; how many files. What lies there of an earlier zip is written over, by its own
    kind alone. Raises Trouble."""
    files = 0
    with closing(zipfile.ZipFile(held)) as archive:
        for info, name in found:
            below = place(name.rstrip("/"))
            if below is None:
                continue
            target = _made(root, below if name.endswith("/") else str(PurePosixPath(below).parent))
            if name.endswith("/"):
                continue
            target /= PurePosixPath(below).name
            if target.is_dir():
                raise Trouble("poisoned", f"{below[-80:]!r} is a folder and a file")
            _one(archive, info, target, tell)
            files += 1
    return files


def _made(root: Path, below: str) -> Path:
    """The folder; every step is one, and none a link, because this folder is ours alone and nothing here makes links."""
    here = root
    for part in PurePosixPath(below).parts:
        here /= part
        if not here.is_dir():
            if here.exists():
                raise Trouble("poisoned", f"{below[-80:]!r} is a folder and a file")
            here.mkdir(mode=0o755)
    return here


def _one(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, tell: Callable[[int], None]) -> None:
    size = 0
    try:
        with archive.open(info) as source, target.open("wb") as out:
            for block in _blocks(source):
                size += len(block)
                if size > info.file_size:
                    raise Trouble("poisoned", f"{info.filename[-80:]!r} is larger than it says")
                out.write(block)
                tell(len(block))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as bad:
        raise Trouble("unreadable", f"{info.filename[-80:]!r}: {bad}") from bad
    if size != info.file_size:
        raise Trouble("poisoned", f"{info.filename[-80:]!r} is smaller than it says")
    with suppress(ValueError, OSError):
        moment = datetime(*info.date_time, tzinfo=UTC).timestamp()
        os.utime(target, (moment, moment))


def _blocks(source: IO[bytes]) -> Iterator[bytes]:
    while block := source.read(BLOCK):
        yield block
