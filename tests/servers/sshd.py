"""A real sshd on the loopback, started by hand as an ordinary process, with one account and one key."""

import contextlib
import getpass
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SSHD = shutil.which("sshd") or "/usr/sbin/sshd"
WAIT_S = 90.0
PRIVSEP = Path("/run/sshd")  # sshd started as root wants it


@dataclass(frozen=True)
class Sshd:
    """Where it listens, and how to get in."""

    port: int
    user: str
    private_key: str
    host_key: str


def free_port() -> int:
    """One that nobody has just now."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


@contextlib.contextmanager
def sshd(folder: Path) -> Iterator[Sshd]:
    """Until the context ends."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("host", "client"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    (folder / "authorized").write_text((folder / "client.pub").read_text())
    if os.getuid() == 0:
        PRIVSEP.mkdir(mode=0o755, exist_ok=True)
    port = free_port()
    config = folder / "sshd_config"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\n"
        "PasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM no\nStrictModes no\nPidFile none\n"
        "PermitRootLogin prohibit-password\nSubsystem sftp internal-sftp\nLogLevel ERROR\n"
    )
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([SSHD, "-D", "-e", "-f", str(config)], stdout=log, stderr=log)
    try:
        _wait(port, process, folder / "log")
        host_key = " ".join((folder / "host.pub").read_text().split()[:2])
        user = pwd.getpwuid(os.getuid()).pw_name or getpass.getuser()
        yield Sshd(port, user, (folder / "client").read_text(), host_key)
    finally:
        process.terminate()
        process.wait()


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    ends = time.monotonic() + WAIT_S
    while time.monotonic() < ends and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(log.read_text(errors="replace")[-2_000:])
