"""Debian's nginx before the PHP-FPM of the shared hosting: the same account under other addresses, without .htaccess."""

import dataclasses
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dev.wordpress import tether
from tests.servers.apache import Account, Hosting
from tests.servers.tls import free_port

CONFIG = Path(__file__).parent / "hosting/nginx.conf"
WAIT_S = 90.0


@contextmanager
def before(hosting: Hosting, engine: str) -> Iterator[Account]:
    """The account as its visitors reach it through nginx."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if program is None:
        raise RuntimeError("nginx is missing; run dev/system-packages.sh")
    there, folder = hosting.accounts[engine], hosting.folder / "nginx"
    folder.mkdir()
    account = dataclasses.replace(there, plain=free_port(), secure=free_port(), _worker=None)
    text = CONFIG.read_text().format(
        identity="user root;" if os.geteuid() == 0 else "", folder=folder, plain=account.plain, secure=account.secure,
        leaf=hosting.folder / "apache/leaf", home=account.home, sock=hosting.folder / f"fpm/{engine}.sock",
    )  # fmt: skip
    (folder / "nginx.conf").write_text(text)
    process = tether.start(
        [program, "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")], folder / "out.log"
    )
    try:
        _wait(process, account.secure, folder)
        yield account
    finally:
        account.stop()
        tether.end(process, grace_s=0.5)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(process: tether.Process, port: int, folder: Path) -> None:
    ends = time.monotonic() + WAIT_S
    while time.monotonic() < ends and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)  # between two looks at a condition
        else:
            return
    raise RuntimeError("".join(one.read_text(errors="replace")[-1500:] for one in folder.glob("*.log")))
