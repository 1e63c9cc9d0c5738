"""Is this failure a full disk, or a used-up quota? Asked wherever writing fails, with Django and without."""

import contextlib
import errno
import os
import sqlite3
from pathlib import Path

FULL_STATES = {"53100"}  # PostgreSQL: disk_full
FULL_NUMBERS = {errno.ENOSPC, errno.EDQUOT}
DEPTH = 10  # causes of causes that are looked at
SIGN = "disk.full"  # of the data folder, empty: its time says when a write last failed for want of room, 0 = told


def is_disk_full(trouble: BaseException | None) -> bool:
    """The error itself, or what it was raised from: Django wraps the driver's."""
    for _ in range(DEPTH):
        if trouble is None:
            return False
        if _says_full(trouble):
            return True
        trouble = trouble.__cause__ or trouble.__context__
    return False


def prepare(state: Path) -> None:
    """The sign stands while there is room: on a full disk no file can be made, but a time can be set."""
    sign = state / SIGN
    if not sign.exists():
        sign.touch(mode=0o600)
        put_down(state)


def note_full(state: Path) -> None:
    """A write has just failed, in whichever process: it will be told when there is room again."""
    with contextlib.suppress(OSError):
        (state / SIGN).touch(mode=0o600)


def failed_at_s(state: Path) -> float:
    """When a write last failed that has not been told yet; 0 = there is none."""
    try:
        return (state / SIGN).stat().st_mtime
    except FileNotFoundError:
        return 0.0


def put_down(state: Path) -> None:
    """It was told."""
    os.utime(state / SIGN, (0, 0))


def has_room(state: Path, size: int) -> bool:
    """Would a file of that size fit? Blocks are asked for, so that a quota answers too."""
    trial = state / f"{SIGN}.trial"
    try:
        with trial.open("wb") as out:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(out.fileno(), 0, size)
            else:  # macOS
                out.write(bytes(size))
    except OSError as trouble:
        if not is_disk_full(trouble):
            raise
        return False
    finally:
        with contextlib.suppress(OSError):
            trial.unlink(missing_ok=True)
    return True


def _says_full(trouble: BaseException) -> bool:
    if isinstance(trouble, OSError) and trouble.errno in FULL_NUMBERS:
        return True
    if isinstance(trouble, sqlite3.Error) and getattr(trouble, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
        return True
    return getattr(trouble, "sqlstate", None) in FULL_STATES
