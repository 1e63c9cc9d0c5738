"""Starts a program of the vault: bounded in time and output, secrets only through memory files, dead when we are.

No secret stands in an argument or on a disk: `{name}` in an argument or variable becomes the path of a file in memory
that holds it. The program gets a process group of its own, and the kernel kills it when this process goes.
"""

import contextlib
import fcntl
import os
import re
import selectors
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rempart.channel.source import Stopped, Trouble

TICK_S = 0.5  # how often a person's stop, or a lost lease, is noticed
READ = 1024 * 1024
PIPE = 1024 * 1024  # bytes that a program may write ahead of us
MAX_OUT = 8 * 1024 * 1024  # bytes kept of an answer; what is streamed on is not kept
MAX_LINE = 64 * 1024 * 1024  # bytes of one line of a stream: one row of a dump
MAX_SAID = 4 * 1024  # bytes kept of the last that a program complained
LEAVE_S = 10.0  # to take its locks away, for a program that was asked to end
TETHER = ("setpriv", "--pdeathsig", "KILL", "--")


@dataclass(frozen=True, slots=True)
class Call:
    """One program with what it is given. Once it complains of `enough` it is asked to end: it would only try again."""

    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, bytes] = field(default_factory=dict)
    cwd: Path | None = None
    within_s: float = 60.0
    enough: re.Pattern[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """How it ended; `said` is the end of its complaints."""

    code: int
    out: bytes
    said: str


def run(
    call: Call,
    *,
    lines: Callable[[bytes], None] | None = None,
    blocks: Callable[[bytes], None] | None = None,
    feed: Iterable[bytes] | None = None,
    tick: Callable[[], None] | None = None,
) -> Done:
    """Until it ends. `lines` or `blocks` take its output as it comes; `tick` may raise, which ends the program.
    Raises Trouble `no_tool`, `silent` (time is over), `too_large`."""
    with _started(call, feed is not None) as process:
        feeder = _Feeder(process, feed) if feed is not None else None
        taker = _Lines(lines) if lines else None
        kept = bytearray()

        def take(block: bytes) -> None:
            if taker is not None:
                taker.take(block)
            elif blocks is not None:
                blocks(block)
            else:
                kept.extend(block)
                if len(kept) > MAX_OUT:
                    raise Trouble("too_large", f"{Path(call.argv[0]).name} answers without end")

        said = _listen(process, call, take, tick)
        if taker is not None:
            taker.end()
        if feeder is not None:
            feeder.join()
            feeder.check()
        return Done(process.wait(), bytes(kept), said)


@contextlib.contextmanager
def _started(call: Call, is_fed: bool) -> Iterator["subprocess.Popen[bytes]"]:
    tool = shutil.which(call.argv[0], path=_path())
    if tool is None:
        raise Trouble("no_tool", f"{call.argv[0]} is not installed on this machine")
    with contextlib.ExitStack() as held:
        names = {name: _hold(held, name, secret) for name, secret in call.secrets.items()}
        argv = [tool, *(fill(one, names) for one in call.argv[1:])]
        env = {"PATH": _path(), "LANG": "C.UTF-8", "HOME": "/nonexistent"}
        env.update({name: fill(value, names) for name, value in call.env.items()})
        tether = TETHER if shutil.which(TETHER[0], path=_path()) else ()
        process = subprocess.Popen(
            [*tether, *argv],
            env=env,
            cwd=call.cwd,
            stdin=subprocess.PIPE if is_fed else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            _end(process)


def fill(text: str, names: Mapping[str, str]) -> str:
    """`{name}` as the path of that secret; every other brace stays."""
    return re.sub(r"\{(\w+)\}", lambda found: names.get(found[1], found[0]), text)


def _hold(held: contextlib.ExitStack, name: str, secret: bytes) -> str:
    """A file in memory that only this account may open; its path goes through this process, because ssh closes what it
    inherits."""
    handle = os.memfd_create(name, os.MFD_CLOEXEC)
    held.callback(os.close, handle)
    os.fchmod(handle, 0o600)
    os.write(handle, secret)
    return f"/proc/{os.getpid()}/fd/{handle}"


def _path() -> str:
    return os.environ.get("PATH", "") + ":/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"


def _signal(process: "subprocess.Popen[bytes]", number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """The whole group: restic has ssh as a child, rclone a server."""
    if process.poll() is None:
        _signal(process, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()


def _listen(
    process: "subprocess.Popen[bytes]", call: Call, take: Callable[[bytes], None], tick: Callable[[], None] | None
) -> str:
    said, ends = bytearray(), time.monotonic() + call.within_s
    assert process.stdout is not None
    assert process.stderr is not None
    asked, leaves = time.monotonic(), 0.0
    with contextlib.suppress(OSError):  # an account may have used up what it may have
        fcntl.fcntl(process.stdout.fileno(), fcntl.F_SETPIPE_SZ, PIPE)
    with selectors.DefaultSelector() as ears:
        ears.register(process.stdout, selectors.EVENT_READ, take)
        ears.register(process.stderr, selectors.EVENT_READ, said.extend)
        while ears.get_map():
            for key, _ in ears.select(TICK_S):
                block = os.read(key.fd, READ)
                if block:
                    key.data(block)
                else:
                    ears.unregister(key.fileobj)
            del said[:-MAX_SAID]
            if call.enough is not None and call.enough.search(said) and time.monotonic() > leaves:
                _signal(process, signal.SIGKILL if leaves else signal.SIGINT)
                leaves = time.monotonic() + LEAVE_S
            if (now := time.monotonic()) - asked >= TICK_S:
                asked = now
                if tick is not None:
                    tick()
                if now > ends:
                    raise Trouble("silent", f"{Path(call.argv[0]).name} did not end within {call.within_s:.0f} s")
    return said.decode("utf-8", "replace").strip()


class _Lines:
    """Blocks in, whole lines out; a last line without its end is given too."""

    def __init__(self, give: Callable[[bytes], None]) -> None:
        self._give, self._rest = give, bytearray()

    def take(self, block: bytes) -> None:
        if self._rest:
            cut = block.find(b"\n") + 1
            self._rest += block[:cut] if cut else block
            if not cut:
                if len(self._rest) > MAX_LINE:
                    raise Trouble("too_large", "a line that does not end")
                return
            self._give(bytes(self._rest))
            self._rest.clear()
            block = block[cut:]
        for line in _split(block):
            if line.endswith(b"\n"):
                self._give(line)
            else:
                self._rest += line

    def end(self) -> None:
        if self._rest:
            self._give(bytes(self._rest))


def _split(block: bytes) -> list[bytes]:
    """Line feeds alone end a line."""
    *whole, last = block.split(b"\n")
    return [line + b"\n" for line in whole] + ([last] if last else [])


class _Feeder(threading.Thread):
    """Writes what a program reads, beside the listening; what goes wrong is told to whoever listens."""

    def __init__(self, process: "subprocess.Popen[bytes]", feed: Iterable[bytes]) -> None:
        super().__init__(daemon=True)
        self._process, self._feed = process, feed
        self._fault: BaseException | None = None
        self.start()

    def run(self) -> None:
        pipe, is_through = self._process.stdin, False
        assert pipe is not None
        try:
            for block in self._feed:
                pipe.write(block)
            pipe.close()
            is_through = True
        except BrokenPipeError:
            is_through = True  # the program ended first, and says why
        except (OSError, ValueError, Trouble, Stopped) as fault:
            self._fault = fault
        finally:
            if not is_through:
                self._process.kill()

    def check(self) -> None:
        """Raises what went wrong while feeding."""
        if self._fault is not None:
            raise self._fault
