"""Keep the processes of one installation running: start, watch, restart with growing pauses, stop together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0  # between restarts of a child that keeps dying
STEADY_S = 30.0  # a child that lived this long starts again without a pause
GRACE_S = 10.0  # after SIGTERM; then SIGKILL
LOOK_S = 0.2
INTERRUPTED = 130  # docs/contracts.md, "Exit"
PR_SET_PDEATHSIG = 1  # Linux, prctl(2)


@dataclass
class Child:
    """One process; `arguments` follow the interpreter, or another `program`."""

    name: str
    arguments: Sequence[str]
    program: str = sys.executable
    process: subprocess.Popen[bytes] | None = None
    started_s: float = 0.0
    pause_s: float = 0.0
    due_s: float = 0.0
    restarts: int = field(default=0)


class Supervisor:
    """`say` prints one line for the person at the terminal."""

    def __init__(self, children: Sequence[Child], environment: Mapping[str, str], say: Callable[[str], None]) -> None:
        self.children = list(children)
        self.environment = {**os.environ, **environment}
        self.say = say
        self.stopping: signal.Signals | None = None

    def run(self, ready: Callable[[], bool] | None = None, on_ready: Callable[[], None] | None = None) -> int:
        """Until SIGTERM or SIGINT. `on_ready` is called once, when `ready` first holds. Returns an exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        announced = ready is None
        for child in self.children:
            self._start(child)
        while self.stopping is None:
            for child in self.children:
                self._watch(child)
            if not announced and ready is not None and ready():
                announced = True
                if on_ready is not None:
                    on_ready()
            time.sleep(LOOK_S)
        self._end()
        return INTERRUPTED if self.stopping is signal.SIGINT else 0

    def _stop(self, number: int, frame: object) -> None:
        self.stopping = signal.Signals(number)

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(
            [child.program, *child.arguments],
            env=self.environment,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )
        child.started_s = time.monotonic()

    def _watch(self, child: Child) -> None:
        if child.process is not None:
            code = child.process.poll()
            if code is None:
                return
            _signal(child.process, signal.SIGKILL)  # what it had started itself: a web worker would keep the port
            lived = time.monotonic() - child.started_s
            child.pause_s = (
                FIRST_PAUSE_S if lived > STEADY_S else min(max(child.pause_s * 2, FIRST_PAUSE_S), LONGEST_PAUSE_S)
            )
            child.due_s = time.monotonic() + child.pause_s
            child.process = None
            child.restarts += 1
            self.say(f"{child.name} ended (code {code}); starting it again in {child.pause_s:.0f} s")
        elif time.monotonic() >= child.due_s:
            self._start(child)

    def _end(self) -> None:
        alive = [child.process for child in self.children if child.process is not None]
        for process in alive:
            _signal(process, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_S
        for process in alive:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
            _signal(process, signal.SIGKILL)  # the whole group, for whoever did not hear the first signal
            process.wait()


def _die_with_parent() -> None:
    """Between fork and exec: a supervisor that is killed takes its children along, where the kernel can do that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """To the child's whole group: web server workers outlive their parent otherwise."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)
