"""Starts a server that cannot outlive us: in a process group of its own, ended as a whole, also when we are killed.

A guardian in the group waits on a pipe that only we hold; when it closes, for whatever reason, it ends the group.
"""

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

GUARDED = 'exec 3<&0; (read -r _ <&3; kill -TERM 0) & exec "$@" 3<&- </dev/null'
GRACE_S = 3.0

Process = subprocess.Popen[bytes]


def start(arguments: Sequence[str], log: Path, environment: Mapping[str, str] | None = None) -> Process:
    """Start it; what it says goes to `log`."""
    with log.open("ab") as out:
        return subprocess.Popen(
            ["/bin/sh", "-c", GUARDED, "sh", *arguments],
            env=dict(environment) if environment is not None else None,
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )


def end(process: Process, grace_s: float = GRACE_S) -> None:
    """End the server, its workers and the guardian; whoever is not done after the grace is killed."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=grace_s)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdin is not None:
        process.stdin.close()
