"""Does an installation run on this data folder, and where does it answer?"""

import fcntl
import os
from pathlib import Path

LOCK = "up.lock"


def holder(state: Path) -> str | None:
    """Where the running instance answers, "" when it does not say; None when none runs."""
    try:
        handle = os.open(state / LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        said = os.read(handle, 512).decode("utf-8", "replace").split()
        return said[1] if len(said) == 2 else ""
    finally:
        os.close(handle)
    return None
