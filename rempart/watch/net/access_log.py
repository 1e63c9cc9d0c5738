"""An access log on this machine, read onward from where it was left: bounded, through rotation, never a half line."""

import os
import stat
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rempart.watch.core.access_line import LINE_MAX, moment_ms
from rempart.watch.core.rhythm import bin_of

PIECE = 8 * 1024 * 1024  # bytes of one pass: some 40,000 requests


@dataclass(frozen=True, slots=True)
class Cursor:
    """Which file, and how far."""

    inode: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """Requests by bin, where to go on, and whether more waits. `lost`: the file was cut or its rest is gone."""

    counts: dict[int, int]
    cursor: Cursor
    more: bool
    lost: bool = False


class NoLog(OSError):
    """Not there, not readable, or no plain file."""


def read_on(path: Path, cursor: Cursor) -> Read:
    """One piece. What was rotated away is finished first, where it still lies beside. Raises NoLog."""
    try:
        handle = _opened(path)
        with os.fdopen(handle, "rb") as stream:
            now = os.fstat(handle)
            if cursor.inode and now.st_ino != cursor.inode:
                return _rest(path, cursor, now.st_ino)
            lost = now.st_size < cursor.offset
            start = 0 if lost else cursor.offset
            stream.seek(start)
            data = stream.read(PIECE)
    except OSError as bad:
        raise NoLog(bad.errno, str(bad)) from bad
    counts, used = _counted(data, is_full=len(data) == PIECE)
    return Read(counts, Cursor(now.st_ino, start + used), more=len(data) == PIECE, lost=lost)


def end_of(path: Path) -> Cursor:
    """Where a log ends now: a new reader counts from here. Raises NoLog."""
    try:
        handle = _opened(path)
        with os.fdopen(handle, "rb"):
            seen = os.fstat(handle)
    except OSError as bad:
        raise NoLog(bad.errno, str(bad)) from bad
    return Cursor(seen.st_ino, seen.st_size)


def _opened(path: Path) -> int:
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NoLog("no plain file")
    return handle


def _rest(path: Path, cursor: Cursor, inode: int) -> Read:
    """The rest of the file of before, if it was renamed beside; then the new one from its beginning."""
    for other in sorted(path.parent.glob(f"{path.name}*")):
        try:
            handle = _opened(other)
        except OSError:
            continue
        with os.fdopen(handle, "rb") as stream:
            if os.fstat(handle).st_ino != cursor.inode:
                continue
            stream.seek(cursor.offset)
            data = stream.read(PIECE)
        counts, used = _counted(data, is_full=len(data) == PIECE)
        if len(data) == PIECE:
            return Read(counts, Cursor(cursor.inode, cursor.offset + used), more=True)
        return Read(counts, Cursor(inode, 0), more=True)
    return Read({}, Cursor(inode, 0), more=True, lost=True)


def _counted(data: bytes, *, is_full: bool) -> tuple[dict[int, int], int]:
    """Whole lines alone. A piece without an end is one endless line: it is passed over."""
    end = data.rfind(b"\n") + 1
    if not end and is_full:
        return {}, len(data)
    counts: Counter[int] = Counter()
    for line in data[:end].split(b"\n"):
        if len(line) <= LINE_MAX and (at := moment_ms(line)) is not None:
            counts[bin_of(at)] += 1
    return dict(counts), end
