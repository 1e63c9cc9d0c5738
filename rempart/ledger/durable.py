"""Small files that must survive a power cut and are read by their owner alone: keys, words, certificates."""

import os
import tempfile
from pathlib import Path


def write_once(file: Path, data: bytes) -> None:
    """Whole and on the disk before it has its name; whoever comes second leaves the first one's file."""
    fresh = _written(file.parent, data)
    try:
        file.hardlink_to(fresh)
    except FileExistsError:
        return  # another process was first
    else:
        sync(file.parent)
    finally:
        fresh.unlink()


def put(file: Path, data: bytes) -> None:
    """In the place of what was there; after a crash the file is the old one or the new one."""
    _written(file.parent, data).replace(file)
    sync(file.parent)


def sync(path: Path) -> None:
    """What was written to a file, or renamed or linked in a folder, stays after a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _written(folder: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=folder)  # mode 0600, under a name nobody knows
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        Path(name).unlink(missing_ok=True)  # half a file on a full disk would only keep it full
        raise
    return Path(name)
