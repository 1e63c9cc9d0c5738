"""One PHP process that runs piece after piece of code inside a site, each in a fork: WordPress is compiled only once."""

import contextlib
import os
import select
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dev.wordpress import phprun

PATH = Path(__file__).parent / "php/worker.php"
WAIT_S = 120.0
# A file is looked at anew each time (-1: also within the same second), and one younger than the process is never kept.
CACHE = ("-d", "opcache.enable_cli=1", "-d", "opcache.revalidate_freq=-1", "-d", "opcache.jit=disable")


class Worker:
    """Begins at the first piece, and ends with us at the latest: it waits for a line on a pipe that only we hold."""

    def __init__(
        self,
        root: Path,
        environment: Mapping[str, str],
        *settings: str,
        identity: Mapping[str, Any] | None = None,
    ) -> None:
        self._root, self._environment, self._identity = root, dict(environment), dict(identity or {})
        self._settings = [*phprun.SETTINGS, *CACHE, *settings]
        self._lock = threading.Lock()
        self._folder: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, code: str) -> str:
        """What it prints. Several at once wait for each other. Raises phprun.PhpError."""
        with self._lock:
            process, folder = self._begun()
            (folder / "in").write_text(code)
            (folder / "err").write_text("")
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                process.stdin.write(f"{folder}\n".encode())
                process.stdin.flush()
                is_there, _, _ = select.select([process.stdout], [], [], WAIT_S)
                said = process.stdout.readline() if is_there else b""
            except BrokenPipeError:
                said = b""
            if not said:
                self._end()
                raise phprun.PhpError("the PHP process ended or hangs")
            out, err = ((folder / name).read_text() for name in ("out", "err"))
        if said != b"0\n":
            raise phprun.PhpError(f"{out[-2000:]}{err[-2000:]}")
        return out

    def _begun(self) -> tuple[subprocess.Popen[bytes], Path]:
        if self._process is None or self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="php-", dir="/tmp"))
            for name in ("in", "out", "err"):
                (self._folder / name).touch()
            if user := self._identity.get("user"):
                for one in (self._folder, *self._folder.iterdir()):
                    os.chown(one, user, user)
            self._process = subprocess.Popen(
                [phprun.PHP, *self._settings, str(PATH), str(self._root)],
                env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                **self._identity,
            )  # fmt: skip
        return self._process, self._folder

    def stop(self) -> None:
        """Safe twice."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if pipe is not None:
                        pipe.close()
            process.kill()  # it holds nothing: each piece ran to its end
            process.wait()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
