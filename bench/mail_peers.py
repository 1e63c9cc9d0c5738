"""Who else judges mail: rspamd and SpamAssassin as Debian packs them, each started here on a port and in a folder of its own.

Both are offline: no lists of addresses, no fuzzy sums, no SPF, DKIM or DMARC. That is not how either is meant to run.
"""

import http.client
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol

from dev.wordpress.phprun import free_port

START_S = 60  # until it answers
MAIL_S = 120  # for one mail, on a busy machine
# They ask the network, or need it to have been asked before.
_RSPAMD_OFF = (
    "rbl", "surbl", "fuzzy_check", "spf", "dkim", "arc", "dmarc", "asn", "hfilter", "mx_check", "greylist", "ratelimit", "neural",
    "reputation", "history_redis", "url_redirector", "whitelist", "dkim_signing", "replies", "rspamd_update", "bimi", "p0f", "dcc",
)  # fmt: skip
_REPLAYED = ("DATE_IN_PAST",)  # is of a mail that is played again, and not of the mail


class Peer(Protocol):
    """A filter that runs. `cut`: the score from which, as packed, a mail is told from others."""

    name: str
    cut: float

    def score(self, raw: bytes) -> float:
        """Of one mail."""

    def learn(self, mails: Iterable[bytes], *, is_bad: bool) -> int:
        """How many it took."""


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """A process that answers on the port, gone at the end."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, command[0], port)
        yield
    finally:
        process.terminate()
        process.wait(timeout=START_S)


def _wait(process: subprocess.Popen[bytes], name: str, port: int) -> None:
    until = time.monotonic() + START_S
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"{name} did not start")


class Rspamd:
    """Its worker and its controller; what it learned lies in a Redis that ends with it."""

    name, cut = "rspamd", 6.0  # its own "add header"

    def __init__(self, port: int, controller: int) -> None:
        self._port, self._controller = port, controller

    def score(self, raw: bytes) -> float:
        """Without what it gives for being an old mail."""
        told = _posted(self._port, "/checkv2", raw)
        return float(told["score"]) - sum(float(told["symbols"].get(one, {"score": 0})["score"]) for one in _REPLAYED)

    def learn(self, mails: Iterable[bytes], *, is_bad: bool) -> int:
        """All that it can use; some have too few words for it."""
        path = "/learnspam" if is_bad else "/learnham"
        return sum(bool(_posted(self._controller, path, raw).get("success")) for raw in mails)


def _posted(port: int, path: str, raw: bytes) -> dict[str, Any]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=MAIL_S)
    try:
        line.request("POST", path, raw, {"Learn-Type": "bulk", "Password": "q1"})
        found: dict[str, Any] = json.loads(line.getresponse().read())
        return found
    finally:
        line.close()


@contextmanager
def rspamd() -> Iterator[Peer]:
    """Needs the packages rspamd and redis-server."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        scan, control, store, nobody = free_port(), free_port(), free_port(), free_port()
        stack.enter_context(
            running(
                ["redis-server", "--port", str(store), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)], store
            )
        )
        local = folder / "local.d"
        over = folder / "override.d"
        local.mkdir()
        over.mkdir()
        for name in _RSPAMD_OFF:
            (over / f"{name}.conf").write_text("enabled = false;\n")
        (over / "worker-normal.inc").write_text(f'bind_socket = "127.0.0.1:{scan}";\ncount = 1;\n')
        (over / "worker-controller.inc").write_text(f'bind_socket = "127.0.0.1:{control}";\n')
        (over / "worker-proxy.inc").write_text("enabled = false;\n")
        (over / "redis.conf").write_text(f'servers = "127.0.0.1:{store}";\n')
        (over / "classifier-bayes.conf").write_text(f'servers = "127.0.0.1:{store}";\nautolearn = false;\n')
        (over / "options.inc").write_text(
            f'dns {{ nameserver = ["127.0.0.1:{nobody}"]; timeout = 0.1s; retransmits = 1; }}\n'
        )
        command = ["rspamd", "-f", "-i", "-c", "/etc/rspamd/rspamd.conf"]
        for word in ("LOCAL_CONFDIR", "DBDIR", "RUNDIR", "LOGDIR"):
            command += ["--var", f"{word}={folder}"]
        stack.enter_context(running(command, scan))
        yield Rspamd(scan, control)


class SpamAssassin:
    """Its daemon; what it learned lies in files that end with it."""

    name, cut = "SpamAssassin", 5.0

    def __init__(self, port: int, folder: Path) -> None:
        self._port, self._folder = port, folder

    def score(self, raw: bytes) -> float:
        """Its protocol's CHECK: one line with the sum."""
        with socket.create_connection(("127.0.0.1", self._port), timeout=MAIL_S) as line:
            line.sendall(b"CHECK SPAMC/1.5\r\nContent-length: %d\r\n\r\n" % len(raw) + raw)
            line.shutdown(socket.SHUT_WR)
            told = b"".join(iter(lambda: line.recv(4096), b""))
        return float(told.partition(b"Spam:")[2].partition(b";")[2].partition(b"/")[0])

    def learn(self, mails: Iterable[bytes], *, is_bad: bool) -> int:
        """In one go."""
        held = self._folder / ("bad" if is_bad else "good")
        held.mkdir()
        for number, raw in enumerate(mails):
            (held / f"{number}.eml").write_bytes(raw)
        kind = "--spam" if is_bad else "--ham"
        command = ["sa-learn", "--no-sync", "-L", kind, f"--siteconfigpath={self._folder}", str(held)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        subprocess.run(["sa-learn", "--sync", f"--siteconfigpath={self._folder}"], capture_output=True, check=True)
        return int(done.stdout.partition("from ")[2].split()[0])


@contextmanager
def spamassassin() -> Iterator[Peer]:
    """Needs the packages spamassassin and spamd."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o777)  # started by root, it works as nobody
        for file in Path("/etc/spamassassin").glob("*.pre"):
            shutil.copy(file, folder)
        (folder / "local.cf").write_text(
            f"use_bayes 1\nbayes_auto_learn 0\nbayes_path {folder}/bayes\nbayes_file_mode 0777\ndns_available no\nskip_rbl_checks 1\n"
        )
        command = ["spamd", "-L", "-x", "-i", "127.0.0.1", "-p", str(port), "-m", "1", "-s", "null"]
        with running([*command, f"--siteconfigpath={folder}", f"--pidfile={folder}/pid"], port):
            yield SpamAssassin(port, folder)


def there() -> list[str]:
    """Which of them this machine has whole."""
    needs = {"rspamd": ("rspamd", "redis-server"), "SpamAssassin": ("spamd", "sa-learn")}
    return [name for name, programs in needs.items() if all(shutil.which(one) for one in programs)]
