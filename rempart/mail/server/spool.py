"""Hits on their way to the tables: appended to a file before they are answered, taken from it in bulk.

Each writer has segments of its own and holds a lock on the present one. A frame is length, CRC-32, body; what a kill tore
was never answered. After a kill nothing is lost; a power cut may take what came in the last `SYNC_S`.
"""

import fcntl
import os
import struct
import threading
import time
import zlib
from pathlib import Path

FOLDER = "hits"
SEGMENT_MAX_BYTES = 8 * 1024**2  # then a new one, so that what was taken can go
SPOOL_MAX_BYTES = 512 * 1024**2  # over two million hits: a worker that stays away must not fill the disk
BODY_MAX = 1_024  # a hit is some 200 bytes
SYNC_S = 0.1
_HEAD = struct.Struct("<II")


class SpoolFull(OSError):
    """Nothing was kept; whoever asked is told to come back."""


class HitSpool:
    """The writer's end, safe for the threads of one process. Files come with the first hit."""

    def __init__(self, state: Path) -> None:
        self._folder = state / FOLDER
        self._lock = threading.Lock()
        self._file = -1
        self._size = 0
        self._is_dirty = threading.Event()

    def put(self, body: bytes) -> None:
        """Kept when this returns. Raises OSError: SpoolFull, or what the disk says."""
        if len(body) > BODY_MAX:
            raise ValueError(f"a hit holds at most {BODY_MAX} bytes")
        frame = _HEAD.pack(len(body), zlib.crc32(body)) + body
        with self._lock:
            if self._file < 0 or self._size >= SEGMENT_MAX_BYTES:
                self._turn()
            self._write(frame)
        self._is_dirty.set()

    def _write(self, frame: bytes) -> None:
        try:
            done = os.write(self._file, frame)
        except OSError:
            os.ftruncate(self._file, self._size)
            raise
        if done != len(frame):  # a full disk takes half: what follows must not stand behind a torn frame
            os.ftruncate(self._file, self._size)
            raise SpoolFull("the disk is full")
        self._size += done

    def _turn(self) -> None:
        """A new segment. It has its lock before it has its name, so that no taker finds it without a writer."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sum(one.stat().st_size for one in _segments(self._folder)) >= SPOOL_MAX_BYTES:
            raise SpoolFull("hits wait, and nobody takes them")
        name = f"{time.time_ns():020d}-{os.getpid()}"
        fresh = self._folder / f"{name}.new"
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
        fresh.rename(self._folder / f"{name}.hits")
        self._leave()
        if self._file < 0:
            threading.Thread(target=self._sync_again_and_again, name="hits-sync", daemon=True).start()
        self._file, self._size = file, 0

    def _leave(self) -> None:
        if self._file >= 0:
            os.fsync(self._file)
            fcntl.flock(self._file, fcntl.LOCK_UN)  # also of a copy that is being synced
            os.close(self._file)

    def _sync_again_and_again(self) -> None:
        while self._is_dirty.wait():
            self._is_dirty.clear()
            with self._lock:
                if self._file < 0:
                    return
                copy = os.dup(self._file)
            try:
                os.fdatasync(copy)
            finally:
                os.close(copy)
            time.sleep(SYNC_S)

    def close(self) -> None:
        """What was put stays, for whoever takes it."""
        with self._lock:
            self._leave()
            self._file = -1
        self._is_dirty.set()


def _segments(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.hits")) if folder.is_dir() else []


def segments(state: Path) -> list[Path]:
    """All there are, the oldest first."""
    return _segments(state / FOLDER)


def take(segment: Path, at: int, limit: int) -> tuple[list[bytes], int]:
    """Whole frames from that byte on, and where the next one begins. A torn one ends the segment."""
    found: list[bytes] = []
    with segment.open("rb") as file:
        file.seek(at)
        while len(found) < limit and len(head := file.read(_HEAD.size)) == _HEAD.size:
            length, crc = _HEAD.unpack(head)
            body = file.read(length) if length <= BODY_MAX else b""
            if len(body) != length or zlib.crc32(body) != crc:
                break
            found.append(body)
            at += _HEAD.size + length
    return found, at


def is_left(segment: Path) -> bool:
    """Has its writer gone on to another one, or died? Nothing is added to it then."""
    with segment.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
