"""A MariaDB of its own on a Unix socket in a temporary folder, started by hand as whoever runs the tests."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from dev.wordpress import tether

DAEMON = shutil.which("mariadbd") or "/usr/sbin/mariadbd"
WAIT_S = 30.0
STOP_S = 20.0  # it writes its pages back before it goes
SMALL = (
    "--innodb-buffer-pool-size=32M",
    "--innodb-log-file-size=4M",
    "--innodb-flush-log-at-trx-commit=0",
    "--performance-schema=OFF",
    "--skip-log-bin",
)


def _user() -> str:
    return pwd.getpwuid(os.getuid()).pw_name


def create(data: Path) -> None:
    """An empty data folder; whoever reaches the socket is root of it."""
    data.mkdir(parents=True)
    subprocess.run(
        [
            "mariadb-install-db",
            "--no-defaults",
            f"--datadir={data}",
            f"--user={_user()}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--innodb-log-file-size=4M",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


class Server:
    """A running server over one data folder; use it as a context or call start and stop."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._short = Path(tempfile.mkdtemp(prefix="rdb-", dir="/tmp"))  # socket paths end at 107 characters
        self.socket = self._short / "s"
        self._process: tether.Process | None = None

    def start(self) -> "Server":
        """Return once it answers."""
        log = self.data.parent / "mariadb.log"
        self._process = tether.start(
            [
                DAEMON,
                "--no-defaults",
                f"--datadir={self.data}",
                f"--socket={self.socket}",
                f"--pid-file={self._short}/pid",
                "--skip-networking",
                f"--user={_user()}",
                *SMALL,
            ],
            log,
        )
        ends = time.monotonic() + WAIT_S
        while time.monotonic() < ends and self._process.poll() is None:
            with contextlib.suppress(subprocess.CalledProcessError):
                self.sql("SELECT 1")
                return self
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(log.read_text(errors="replace")[-2000:])

    def sql(self, text: str) -> str:
        """Run statements as root."""
        done = subprocess.run(
            ["mariadb", "--no-defaults", f"--socket={self.socket}", "-u", "root", "-N", "-e", text],
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def stop(self, *, is_kept: bool = True) -> None:
        """Shut down cleanly, so that the data folder can be copied; or at once, where nobody wants it any more."""
        if self._process is not None:
            tether.end(self._process, STOP_S if is_kept else 0)
            self._process = None
        shutil.rmtree(self._short, ignore_errors=True)

    def __enter__(self) -> "Server":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
