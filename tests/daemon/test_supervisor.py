"""The supervisor with real processes: restarts with growing pauses, ends everything, leaves nobody behind."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90.0

PROGRAM = """
import sys
from rempart.daemon import supervisor
supervisor.FIRST_PAUSE_S = 0.1
supervisor.GRACE_S = 1.0
children = [supervisor.Child(f"child{n}", ["-c", text]) for n, text in enumerate(sys.argv[1:])]
say = lambda line: print(line, flush=True)
sys.exit(supervisor.Supervisor(children, {}, say).run(lambda: True, lambda: say("ready")))
"""
SLEEPER = "import os, time; open({0!r}, 'a').write(f'{{os.getpid()}}\\n'); time.sleep(600)"
PARENT = (
    "import os, subprocess, sys, time; child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    " open({0!r}, 'a').write(f'{{os.getpid()}}\\n{{child.pid}}\\n'); time.sleep(600)"
)
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEPER


def until(holds: Callable[[], bool]) -> None:
    """Wait for a condition."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)  # between two looks at the condition


def pids(file: Path) -> list[int]:
    """Who wrote down that it lives."""
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def lives(pid: int) -> bool:
    """Zombies do not count."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    return False


def supervise(*texts: str) -> subprocess.Popen[str]:
    """A supervisor over children that run these texts."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *texts], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_a_child_that_dies_is_started_again_with_growing_pauses() -> None:
    running = supervise("import sys; sys.exit(3)")
    assert running.stdout is not None
    lines = [running.stdout.readline() for _ in range(4)]
    running.terminate()
    running.communicate(timeout=PATIENCE_S)
    assert lines[0] == "ready\n"
    assert all(line.startswith("child0 ended (code 3); starting it again in ") for line in lines[1:])
    assert running.returncode == 0


def test_pauses_grow_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without processes: only the clock of one child."""
    from rempart.daemon import supervisor

    class Dead:
        pid = 2**30

        def poll(self) -> int:
            return 1

    child = supervisor.Child("child", [])
    watching = supervisor.Supervisor([child], {}, lambda line: None)
    pauses = []
    for _ in range(8):
        child.process, child.started_s = Dead(), time.monotonic()  # type: ignore[assignment]
        watching._watch(child)
        pauses.append(child.pause_s)
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    child.process, child.started_s = Dead(), time.monotonic() - 2 * supervisor.STEADY_S  # type: ignore[assignment]
    watching._watch(child)
    assert child.pause_s == 1  # it had run well for a while


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_ends_all_grandchildren_too(tmp_path: Path, number: signal.Signals, code: int) -> None:
    file = tmp_path / "pids"
    running = supervise(PARENT.format(str(file)), SLEEPER.format(str(file)))
    until(lambda: len(pids(file)) == 3)
    running.send_signal(number)
    running.communicate(timeout=PATIENCE_S)
    assert running.returncode == code
    until(lambda: not any(map(lives, pids(file))))


def test_a_child_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "pids"
    running = supervise(DEAF.format(str(file)))
    until(lambda: len(pids(file)) == 1)
    running.terminate()
    running.communicate(timeout=PATIENCE_S)
    assert running.returncode == 0
    assert not lives(pids(file)[0])


def test_what_a_killed_child_had_started_is_cleared_away_before_the_restart(tmp_path: Path) -> None:
    """A web server's worker would go on holding the port, beside the new one."""
    file = tmp_path / "pids"
    running = supervise(PARENT.format(str(file)))
    until(lambda: len(pids(file)) == 2)
    first, grandchild = pids(file)
    os.kill(first, signal.SIGKILL)
    until(lambda: len(pids(file)) == 4)
    assert not lives(grandchild)
    running.terminate()
    running.communicate(timeout=PATIENCE_S)


def test_a_killed_supervisor_takes_its_children_along(tmp_path: Path) -> None:
    file = tmp_path / "pids"
    running = supervise(SLEEPER.format(str(file)))
    until(lambda: len(pids(file)) == 1)
    running.kill()
    running.communicate(timeout=PATIENCE_S)
    until(lambda: not lives(pids(file)[0]))
