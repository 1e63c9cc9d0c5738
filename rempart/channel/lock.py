"""The lock of a state folder: one holder, and whoever comes second is told who it is."""

import fcntl
import os
from pathlib import Path
from types import TracebackType


class Held(RuntimeError):
    """Another process holds the lock; the message says which."""


class Taken(Exception):
    """The file is locked; `said` are the words that its holder wrote into it."""

    def __init__(self, said: list[str]) -> None:
        super().__init__(*said)
        self.said = said


def take(file: Path) -> int:
    """The open handle, which the kernel frees when the process dies, even by kill -9. Raises Taken."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        said = os.read(handle, 512).decode("utf-8", "replace").split()
        os.close(handle)
        raise Taken(said) from None
    os.ftruncate(handle, 0)  # what an earlier holder wrote is no longer true
    return handle


class FolderLock:
    """`with FolderLock(state, "integrator"):` raises Held at once when it is taken; freed by the kernel at death."""

    def __init__(self, state: Path, name: str) -> None:
        self.file = state / f"{name}.lock"
        self._handle = -1

    def __enter__(self) -> "FolderLock":
        try:
            handle = take(self.file)
        except Taken as busy:
            raise Held(f"{self.file} is held by process {' '.join(busy.said) or 'an unknown process'}") from None
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        self._handle = handle
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._handle)  # the file stays: removing it would let two processes lock two files
