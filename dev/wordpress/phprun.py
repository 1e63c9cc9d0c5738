"""Runs PHP: scripts on the command line, and the built-in web server with its workers."""

import contextlib
import os
import socket as sockets
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from dev.wordpress import tether

HERE = Path(__file__).parent
PHP = "php8.2" if Path("/usr/bin/php8.2").exists() else "php"
WORKERS = 4
WAIT_S = 15.0
SETTINGS = (
    "-d",
    "opcache.revalidate_freq=0",
    "-d",
    "display_errors=0",
    "-d",
    "log_errors=1",
    "-d",
    "memory_limit=256M",
    "-d",
    "upload_max_filesize=8M",
)


class PhpError(RuntimeError):
    """A script ended badly; the message holds what PHP said."""


def environment(folder: Path, url: str, socket: Path | None) -> dict[str, str]:
    """What the site's wp-config.php and the router read."""
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "SITE_URL": url,
        "SITE_FOLDER": str(folder),
        "SITE_SOCKET": str(socket or ""),
        "PHP_CLI_SERVER_WORKERS": str(WORKERS),
    }


def script(
    path: Path, folder: Path, url: str, socket: Path | None, *, arguments: Sequence[str] = (), text: str = ""
) -> str:
    """Run one PHP script and return what it prints. Raises PhpError."""
    done = subprocess.run(
        [PHP, *SETTINGS, str(path), *arguments],
        env=environment(folder, url, socket),
        input=text,
        text=True,
        capture_output=True,
        check=False,
        timeout=120,
    )
    if done.returncode:
        raise PhpError(f"{path.name}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def free_port() -> int:
    """A port of loopback that was free a moment ago."""
    with sockets.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def serve(folder: Path, port: int, below: str, socket: Path | None) -> tether.Process:
    """Start the web server and return once it answers. Raises PhpError."""
    process = tether.start(
        [PHP, *SETTINGS, "-S", f"127.0.0.1:{port}", "-t", str(folder / "www"), str(HERE / "php/router.php")],
        folder / "php.log",
        environment(folder, f"http://127.0.0.1:{port}{below}", socket),
    )
    ends = time.monotonic() + WAIT_S
    while time.monotonic() < ends and process.poll() is None:
        with contextlib.suppress(OSError), sockets.create_connection(("127.0.0.1", port), timeout=1):
            return process
        time.sleep(0.02)
    tether.end(process)
    raise PhpError((folder / "php.log").read_text(errors="replace")[-2000:])
