"""Looks at what a copy has written, and connects to its socket, without following any link that it has laid there."""

import contextlib
import os
import shutil
import socket
import stat
from pathlib import Path

from rempart.channel.source import Trouble


def read(folder: Path, name: str, most: int) -> bytes:
    """The end of a plain file directly in `folder`, at most `most` bytes; empty when there is none."""
    try:
        handle = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return b""
    info = os.fstat(handle)
    if not stat.S_ISREG(info.st_mode):
        os.close(handle)
        return b""
    with os.fdopen(handle, "rb") as held:
        held.seek(max(0, info.st_size - most))
        return held.read(most)


def size(folder: Path, name: str) -> int:
    """Of a plain file directly in `folder`."""
    try:
        info = (folder / name).lstat()
    except OSError:
        return 0
    return info.st_size if stat.S_ISREG(info.st_mode) else 0


def connect(folder: Path, name: str, within_s: float) -> socket.socket:
    """To the socket that really lies in `folder`: held before it is looked at, so that it cannot be exchanged for a link
    to one of the hub's. Raises OSError."""
    with contextlib.ExitStack() as held:
        handle = os.open(folder / name, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC)
        held.callback(os.close, handle)
        if not stat.S_ISSOCK(os.fstat(handle).st_mode):
            raise ConnectionRefusedError("what lies there is no socket")
        with contextlib.ExitStack() as unless_connected:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            unless_connected.callback(line.close)
            line.settimeout(within_s)
            line.connect(f"/proc/self/fd/{handle}")
            unless_connected.pop_all()
        return line


def delete(folder: Path) -> None:
    """All of it, folders that were closed to us too. Raises Trouble when something stays."""
    for _ in range(2):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            return
        for here, folders, _names in os.walk(folder):  # does not follow links
            for name in [".", *folders]:
                path = Path(here, name)
                if not path.is_symlink():
                    path.chmod(0o700)
    raise Trouble("not_deleted", "something of the copy could not be deleted")
