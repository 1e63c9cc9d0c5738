"""Looks into one file: starts the child behind its walls, listens to it for so long, and judges what it says."""

import hashlib
import os
import selectors
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from rempart.channel.inspecting import Inspected
from rempart.mail.core.archive.judge import Judge
from rempart.mail.core.archive.limits import MAX_FILE, MAX_LINE, MAX_TOLD, WALL_S
from rempart.mail.core.archive.told import Read, Told, printable
from rempart.mail.net import box

_BLOCK = 1024 * 1024
_SIGNALS = {24: "too_slow", 9: "memory"}  # SIGXCPU; SIGKILL, which is the kernel short of memory


def inspect(file: Path, name: str = "", tell: Callable[[int], None] = lambda _: None) -> Inspected:
    """`name` is what it was called where it came from; `tell` hears the bytes unpacked until now. Raises OSError."""
    handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as held:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise OSError(22, "it is no plain file")
        judge = Judge(printable(name or file.name))
        walls = box.NAMESPACES if box.works() else box.LIMITS
        if about.st_size > MAX_FILE:
            judge.fail("too_large", f"a file of {about.st_size} bytes")
        else:
            _ask(held.fileno(), judge, walls, tell)
        return judge.done(sha256=_digest(held.fileno(), about.st_size), size=about.st_size, walls=walls)


def _ask(handle: int, judge: Judge, walls: str, tell: Callable[[int], None]) -> None:
    with tempfile.TemporaryDirectory(prefix="rempart-inspect-") as scratch:
        os.lseek(handle, 0, os.SEEK_SET)
        process = box.start(judge.name, "child", walls, scratch, handle, subprocess.PIPE)
        try:
            _listen(process, judge, tell)
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _listen(process: "subprocess.Popen[bytes]", judge: Judge, tell: Callable[[int], None]) -> None:
    decoder = msgspec.json.Decoder(Told)
    unpacked = 0
    try:
        for line in _lines(process, time.monotonic() + WALL_S):
            told: Told = decoder.decode(line)
            judge.take(told)
            if isinstance(told, Read):
                unpacked += told.size
                tell(unpacked)
    except TimeoutError:
        judge.fail("too_slow")
        return
    except msgspec.MsgspecError:
        judge.fail("crashed", "it said what cannot be")
        return
    code = process.wait(timeout=30)
    number = -code if code < 0 else code - 128 if code > 128 else 0
    if code != 0:
        judge.fail(_SIGNALS.get(number, "crashed"), f"signal {number}" if number else f"code {code}")


def _lines(process: "subprocess.Popen[bytes]", ends: float) -> Iterator[bytes]:
    """Raises TimeoutError when time is over, msgspec.DecodeError on a line or a speech without end."""
    assert process.stdout is not None
    rest, said = b"", 0
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            if time.monotonic() > ends:
                raise TimeoutError
            if not selector.select(0.5):
                continue
            block = os.read(process.stdout.fileno(), _BLOCK)
            if not block:
                return
            said += len(block)
            *lines, rest = (rest + block).split(b"\n")
            if len(rest) > MAX_LINE or said > MAX_TOLD:
                raise msgspec.DecodeError("without end")
            yield from lines


def _digest(handle: int, size: int) -> str:
    """SHA-256 of the file itself; empty for one too large to be looked at."""
    if size > MAX_FILE:
        return ""
    digest, at = hashlib.sha256(), 0
    while block := os.pread(handle, _BLOCK, at):
        digest.update(block)
        at += len(block)
    return digest.hexdigest()
