"""The child behind the walls: takes its own rights and means away, then reads the hostile file on standard input."""

import ctypes
import os
import resource
import sys
from contextlib import suppress

import msgspec

from rempart.mail.core.archive.limits import CPU_S, MAX_TOLD, MEMORY, OPEN_FILES, SCRATCH
from rempart.mail.core.archive.told import Ended, Fault, Told
from rempart.mail.net.inside.syscalls import refuse

_NO_NEW_PRIVS, _DUMPABLE = 38, 4  # prctl(2)
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # unshare(2)


def confine(cpu_s: int = CPU_S, memory: int = MEMORY) -> None:
    """Limits that this process can never lift again. The outer walls, where they are, come on top."""
    for what, most in (
        (resource.RLIMIT_CPU, cpu_s), (resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, SCRATCH),
        (resource.RLIMIT_NOFILE, OPEN_FILES), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NPROC, 0),
    ):  # fmt: skip
        resource.setrlimit(what, (most, most))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    if not os.environ.get("REMPART_WALLED"):
        libc.unshare(_NEW_USER | _NEW_NET)  # no network, where the kernel lets us; where not, it stays as it was
    refuse()


class Mouth:
    """Lines on standard output, no more than may be said."""

    def __init__(self) -> None:
        self._encoder = msgspec.json.Encoder()
        self._left = MAX_TOLD

    def tell(self, told: Told) -> None:
        """One line. Raises SystemExit when too much was said: the parent takes it as broken down."""
        line = self._encoder.encode(told) + b"\n"
        self._left -= len(line)
        if self._left < 0:
            raise SystemExit(3)
        sys.stdout.buffer.write(line)


def main() -> None:
    """The name of the file is the argument; what is said is all there is."""
    from rempart.mail.net.inside.walk import Walk  # readers are loaded before the limit of memory is laid

    with suppress(ImportError, OSError, AttributeError):
        import libarchive  # noqa: F401 - loaded now: later nothing outside may be opened
    with suppress(ImportError):
        import olefile  # noqa: F401
    confine()
    mouth = Mouth()
    stream = os.fdopen(0, "rb")
    try:
        Walk(mouth.tell).file(stream, sys.argv[1] if len(sys.argv) > 1 else "", os.fstat(0).st_size)
    except MemoryError:
        mouth.tell(Fault(-1, "memory"))
        mouth.tell(Ended(""))
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing of what was read gets a last word
