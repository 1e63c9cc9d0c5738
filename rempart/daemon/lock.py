"""One running instance on a data folder; the second is told where the first one is."""

import fcntl
import os
from pathlib import Path
from typing import IO


class Held(Exception):
    """Another process holds the folder; the message says which and where it answers."""


def hold(folder: Path, where: str) -> IO[str]:
    """The open lock file; the kernel frees it when the process dies, even by kill -9. Raises Held."""
    handle = (folder / "up.lock").open("a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as busy:
        handle.seek(0)
        holder = handle.read().strip() or "another process"
        handle.close()
        raise Held(f"Rempart already runs on {folder}: {holder}.") from busy
    handle.truncate(0)
    handle.write(f"process {os.getpid()}, {where}")
    handle.flush()
    return handle
