"""The lock of a state folder: one holder, and whoever comes second is told who it is."""

import fcntl
import os
from pathlib import Path
from types import TracebackType


class Held(RuntimeError):
    """Another process holds the lock; the message says which."""


class FolderLock:
    """`with FolderLock(state, "integrator"):` raises Held at once when it is taken; freed by the kernel at death."""

    def __init__(self, state: Path, name: str) -> None:
        self.file = state / f"{name}.lock"
        self._handle = -1

    def __enter__(self) -> "FolderLock":
        handle = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 64).decode("ascii", "replace").strip() or "an unknown process"
            os.close(handle)
            raise Held(f"{self.file} is held by process {holder}") from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        self._handle = handle
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._handle)  # the file stays: removing it would let two processes lock two files
