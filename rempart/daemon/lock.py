"""One running instance on a data folder; the second is told where the first one is."""

import os
from pathlib import Path
from typing import IO

from rempart.channel.lock import Taken, take
from rempart.upkeep.running import LOCK


class Held(Exception):
    """Another process holds the folder; the message says which and where it answers."""


def hold(folder: Path) -> IO[str]:
    """The open lock file; the kernel frees it when the process dies, even by kill -9. Raises Held."""
    try:
        return os.fdopen(take(folder / LOCK), "w", encoding="utf-8")
    except Taken as busy:
        by = f"process {busy.said[0]}, {busy.said[1]}" if len(busy.said) == 2 else "another process"
        raise Held(f"Rempart already runs on {folder}: {by}.") from busy


def say_where(held: IO[str], where: str) -> None:
    """Write into the held lock who holds it and where it answers."""
    held.write(f"{os.getpid()} {where}")
    held.flush()
