"""One running instance on a data folder; the second is told where the first one is."""

import fcntl
import os
from pathlib import Path
from typing import IO

NAME = "up.lock"


class Held(Exception):
    """Another process holds the folder; the message says which and where it answers."""


def hold(folder: Path) -> IO[str]:
    """The open lock file; the kernel frees it when the process dies, even by kill -9. Raises Held."""
    handle = (folder / NAME).open("a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as busy:
        handle.seek(0)
        said = handle.read().split()
        handle.close()
        by = f"process {said[0]}, {said[1]}" if len(said) == 2 else "another process"
        raise Held(f"Rempart already runs on {folder}: {by}.") from busy
    handle.truncate(0)  # what an earlier holder wrote is no longer true
    return handle


def say_where(held: IO[str], where: str) -> None:
    """Write into the held lock who holds it and where it answers."""
    held.truncate(0)
    held.write(f"{os.getpid()} {where}")
    held.flush()


def holder(folder: Path) -> str | None:
    """Where the running instance answers; None when none runs."""
    try:
        hold(folder).close()
    except Held:
        said = (folder / NAME).read_text("utf-8").split()
        return said[1] if len(said) == 2 else None
    return None
