"""Take a file away so that what it held is not left on the disk."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

CHUNK = 1024 * 1024  # zeros written at once


def wipe(folder: Path, gone: Callable[[Path], None] = lambda _: None) -> None:
    """Overwrite every file with zeros, then remove it. On flash and on copying file systems old blocks may stay."""
    for file in files_in(folder) if folder.is_dir() else [folder]:
        overwrite(file)
        gone(file)
    if folder.is_dir():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)


def overwrite(file: Path) -> None:
    """Zeros in place, on the disk before this returns. What has a second name elsewhere is somebody's own copy."""
    if file.stat().st_nlink > 1:
        return
    size = file.stat().st_size
    with file.open("r+b") as out:
        while size > 0:
            size -= out.write(bytes(min(size, CHUNK)))
        out.flush()
        os.fsync(out.fileno())


def files_at(place: Path) -> Iterator[Path]:
    """The file itself, or all below a folder; none where nothing is, and never through a link."""
    if place.is_file() and not place.is_symlink():
        yield place
    elif place.is_dir():
        yield from files_in(place)


def files_in(folder: Path) -> Iterator[Path]:
    """All files below a folder, never through a link."""
    yield from sorted(file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
