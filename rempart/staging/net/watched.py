"""A program behind walls, counted: processes, memory and the disk's room. Where the hub runs as root the kernel's own
limit of processes does not hold, and memory is limited by process only; so all of it together is looked at here."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from rempart.channel.source import Trouble
from rempart.staging.core.confine import PROCESSES

MEMORY = 4 * 1024**3  # bytes that all processes of one server hold together
ROOM = 512 * 1024**2  # bytes that stay free on the hub's disk
EVERY_S = 1.0
GONE_S = 5.0  # until the kernel has taken what was killed, on a busy machine
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Watched:
    """One bubblewrap and what lives inside. `look` is called often and looks now and then."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path) -> None:
        self.process, self._folder, self._looked = process, folder, time.monotonic()
        self.why = ""

    @property
    def is_alive(self) -> bool:
        """Does it still run?"""
        return self.process.poll() is None

    def look(self, *, now: bool = False) -> None:
        """Ends all of it when it takes too much. Raises Trouble `too_large`, `no_room`."""
        if self.why or (not now and time.monotonic() - self._looked < EVERY_S):
            return
        self._looked = time.monotonic()
        count, held = taken(self.process.pid)
        if count > PROCESSES + 5 or held > MEMORY:
            self.why = f"{count} processes held {held // 1024**2} MiB"
            self.end()
            raise Trouble("too_large", self.why)
        if shutil.disk_usage(self._folder).free < ROOM:
            self.why = "the disk is nearly full"
            self.end()
            raise Trouble("no_room", self.why)

    def end(self) -> None:
        """bubblewrap dies, and with it everything inside."""
        for pid in [*family(self.process.pid), self.process.pid]:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


def family(pid: int) -> list[int]:
    """The first process inside: killing it ends its whole namespace."""
    with contextlib.suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def taken(pid: int) -> tuple[int, int]:
    """Processes below this one, and the bytes of memory that they hold."""
    parents: dict[int, list[int]] = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                stat = Path(f"/proc/{entry.name}/stat").read_text()
                parents.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    waiting, count, held = [pid], 0, 0
    while waiting:
        for child in parents.get(waiting.pop(), ()):
            waiting.append(child)
            count += 1
            with contextlib.suppress(OSError, ValueError, IndexError):
                held += int(Path(f"/proc/{child}/statm").read_text().split()[1]) * _PAGE
    return count, held


def end_strays(folder: Path) -> int:
    """Ends walls around `folder` that this process has not built; how many programs. bubblewrap asks the kernel to die with
    its parent, and a parent that is killed in the moment before leaves it behind. Nobody else may serve `folder` now."""
    strays = [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if _is_stray(pid, folder)]  # noqa: PTH208 - numbers
    for pid in strays:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    ends = time.monotonic() + GONE_S
    while any(_is_stray(pid, folder) for pid in strays) and time.monotonic() < ends:
        time.sleep(0.01)
    return len(strays)


def _is_stray(pid: int, folder: Path) -> bool:
    """By its name and its arguments, which one of another account shows too."""
    here = Path(f"/proc/{pid}")
    with contextlib.suppress(OSError):
        if (here / "comm").read_text() == "bwrap\n":
            given = (here / "cmdline").read_bytes().split(b"\0")  # empty once it has died
            return any(Path(os.fsdecode(one)).is_relative_to(folder) for one in given) and not _is_ours(pid)
    return False


def _is_ours(pid: int) -> bool:
    """Has this process started it, or one that did?"""
    while pid > 1 and pid != os.getpid():
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            return False
    return pid > 1
