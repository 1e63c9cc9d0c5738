"""restic's REST protocol from Debian's rclone, with an account of its own; append-only, or not, over one folder."""

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.servers.sshd import free_port

WAIT_S = 90.0


@contextlib.contextmanager
def rest_store(folder: Path, *, user: str = "shop", password: str = "granite", append_only: bool) -> Iterator[str]:
    """Its address."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    argv = ["rclone", "serve", "restic", "--addr", f"127.0.0.1:{port}", "--user", user, "--pass", password]
    argv += ["--append-only"] if append_only else []
    with (folder.parent / f"{folder.name}-{port}.log").open("wb") as log:
        process = subprocess.Popen(
            [*argv, str(folder)], stdout=log, stderr=log, env={"PATH": "/usr/bin:/bin", "RCLONE_CONFIG": "/dev/null"}
        )
    try:
        ends = time.monotonic() + WAIT_S
        while True:
            assert time.monotonic() < ends
            assert process.poll() is None
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
