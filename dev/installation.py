"""A real `rempart up` on loopback with a data folder of its own: for journeys, pictures and the demo."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from dev.wordpress.phprun import free_port

ROOT = Path(__file__).resolve().parent.parent
START_S = 90.0  # a first start makes the tables; on a busy machine of two cores that takes a while
STOP_S = 20.0  # longer than the supervisor's own patience with its children
LINK = re.compile(r"http://[\w.:\[\]]+/in/\S+")


class Installation:
    """`folder` is its data folder. Use as a context: started on entry, ended with every process on exit."""

    def __init__(self, folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        """`environment` comes on top of a clean one."""
        self.extra = dict(environment or {})
        self.folder = folder
        self.address = f"127.0.0.1:{free_port()}"
        self.arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Without a trailing slash."""
        return f"http://{self.address}"

    @property
    def named_url(self) -> str:
        """By name instead of by address: browsers know passkeys by name only."""
        return self.url.replace("127.0.0.1", "localhost")

    @property
    def log(self) -> Path:
        """What it said."""
        return self.folder.with_suffix(".log")

    def __enter__(self) -> "Installation":
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "rempart", "up", "--listen", self.address, *self.arguments]
        with self.log.open("wb") as out:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment(), stdout=out, stderr=out, start_new_session=True
            )
        try:
            self.link = self._first_link()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def new_link(self) -> str:
        """Another one-time link, from `rempart link`."""
        said = subprocess.run(
            [sys.executable, "-m", "rempart", "link"],
            cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        (link,) = LINK.findall(said.stdout)
        return str(link)

    def stop(self) -> None:
        """SIGTERM and patience; what is left of it afterwards is killed. Safe twice."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_S)
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    def processes(self) -> list[int]:
        """Living processes that carry this data folder in their environment."""
        mark = f"REMPART_DATA={self.folder}".encode()
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            with contextlib.suppress(OSError):
                if mark in path.read_bytes().split(b"\0"):
                    found.append(int(path.parent.name))
        return found

    def environment(self) -> dict[str, str]:
        """What its processes get; for a further one of ours."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("REMPART_", "DJANGO_"))}
        return {**kept, "REMPART_DATA": str(self.folder), "PYTHONWARNINGS": "", **self.extra}

    def _first_link(self) -> str:
        assert self._process is not None
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            found = LINK.search(self.log.read_text("utf-8", "replace"))
            if found:
                return found.group()
            if self._process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"rempart up printed no link:\n{self.log.read_text('utf-8', 'replace')}")
