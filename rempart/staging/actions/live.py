"""The copies that this process serves, its gate, and the locks by which other processes know that it still lives."""

import fcntl
import os
import threading
from pathlib import Path

from rempart.channel.place import state_folder
from rempart.staging.net.gate import Gate
from rempart.staging.net.opened import OpenCopy

PORT = "REMPART_COPIES_PORT"  # where the operator wants the gate, for a tunnel; else any free port
LIVE: dict[str, OpenCopy] = {}
_LOCKS: dict[str, int] = {}
_GATE: list[Gate] = []
_ONE = threading.Lock()


def folder_of_all() -> Path:
    """Where copies lie; for the hub's account alone."""
    folder = state_folder() / "copies"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def folder_of(uid: str) -> Path:
    """Of one copy."""
    return folder_of_all() / uid


def gate() -> Gate:
    """Of this process, made at first use."""
    with _ONE:
        if not _GATE:
            port = os.environ.get(PORT, "")
            try:
                _GATE.append(Gate(int(port) if port.isdigit() else 0))
            except OSError:  # another process of ours has it
                _GATE.append(Gate())
        return _GATE[0]


def hold(uid: str) -> bool:
    """This process has that copy until it lets go, or dies: the kernel knows. False when another one has it."""
    if uid in _LOCKS:
        return False
    handle = os.open(folder_of_all() / f"{uid}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return False
    _LOCKS[uid] = handle
    return True


def let_go(uid: str) -> None:
    """Twice is no fault."""
    handle = _LOCKS.pop(uid, None)
    if handle is not None:
        os.close(handle)
