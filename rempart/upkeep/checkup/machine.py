"""The machine: folder, disk, clock, tools, fonts, the running instance, the age of the release list."""

import http.client
import os
import shutil
import socket
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from rempart.scanner.core.wordpress.releases import releases
from rempart.scanner.net.install import program
from rempart.terms.duration import DAY_S
from rempart.upkeep.checkup.check import Check
from rempart.upkeep.running import holder

DISK_NEEDED_BYTES = 200 * 1024**2  # below this a ledger may stop in the middle of a day
DISK_ADVISED_BYTES = 1024**3
RELEASES_FRESH_DAYS = 120  # WordPress brings a branch out about every four months
ANSWER_S = 3.0
HOST, PORT = "127.0.0.1", 8734  # where `rempart up` listens when nothing else is said


def data_folder(folder: Path) -> Check:
    """Ours to write, and nobody else's to read."""
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Check("data_folder", "failed", f"{folder} cannot be written.", f"Run as its owner, or: chown {folder}")
    mode = folder.stat().st_mode & 0o777
    if mode & 0o077:
        return Check(
            "data_folder",
            "failed",
            f"Other users of this machine may enter {folder} ({mode:o}).",
            f"chmod 700 {folder}",
        )
    return Check("data_folder", "ok", f"{folder} belongs to you alone.")


def disk_space(folder: Path) -> Check:
    """Room for the record to grow."""
    free = shutil.disk_usage(folder).free
    said = f"{free // 1024**2} MB are free on the disk of {folder}."
    if free < DISK_NEEDED_BYTES:
        return Check("disk_space", "failed", said, "Free some space; nothing can be recorded on a full disk.")
    if free < DISK_ADVISED_BYTES:
        return Check("disk_space", "advice", said, "Free some space before it runs out.")
    return Check("disk_space", "ok", said)


def clock(last_recorded_ms: int | None) -> Check:
    """A clock that runs before this release, or before what is recorded, dates evidence wrongly."""
    now_ms = time.time_ns() // 1_000_000
    fix = "Set the clock, for example: timedatectl set-ntp true"
    if now_ms < releases().date_ms:
        return Check("clock", "failed", "The clock shows a day before this release was made.", fix)
    if last_recorded_ms is not None and now_ms < last_recorded_ms:
        late_s = (last_recorded_ms - now_ms) // 1000 + 1
        return Check("clock", "failed", f"The clock is {late_s} s behind the newest entry of the ledger.", fix)
    return Check("clock", "ok", "The clock runs after everything that is recorded.")


def tls_tool(folder: Path) -> Check:
    """sslyze: without it protocols and suites stay unknown."""
    if program(folder):
        return Check("tls_tool", "ok", "sslyze is installed.")
    return Check("tls_tool", "advice", "sslyze is not installed: TLS protocols stay unknown.", "rempart tools install")


def report_tools() -> Check:
    """typst and the fonts: without them there is no PDF."""
    missing = [name for name in ("typst", "justmytype", "justmytype_intl_cjk") if find_spec(name) is None]
    if missing:
        return Check(
            "report_tools", "advice", f"PDF reports need {', '.join(missing)}.", 'pip install "rempart[report]"'
        )
    return Check("report_tools", "ok", "typst and the fonts for reports are installed.")


def instance(folder: Path) -> Check:
    """The running one answers; where none runs, the usual port is free."""
    where = holder(folder)
    if where is not None:
        if _is_healthy(where):
            return Check("instance", "ok", f"Rempart runs here and answers at {where}.")
        return Check(
            "instance", "failed", f"Rempart runs here but {where} does not answer.", "Stop it, then: rempart up"
        )
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, PORT))
        except OSError:
            fix = "rempart up --listen 127.0.0.1:PORT with another port"
            return Check("instance", "advice", f"Rempart does not run here, and port {PORT} is taken.", fix)
    return Check("instance", "ok", f"Rempart does not run here; port {PORT} is free.")


def _is_healthy(where: str) -> bool:
    parts = urlsplit(where)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=ANSWER_S)
    try:
        connection.request("GET", "/health", headers={"Host": "127.0.0.1"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def release_list() -> Check:
    """WordPress releases that came out after this list are not known."""
    days = (time.time_ns() // 1_000_000 - releases().date_ms) // (DAY_S * 1000)
    said = f"The list of WordPress releases is {days} days old (newest known: {releases().newest})."
    if days > RELEASES_FRESH_DAYS:
        return Check("release_list", "advice", said, "Update Rempart: a newer release brings a newer list.")
    return Check("release_list", "ok", said)
