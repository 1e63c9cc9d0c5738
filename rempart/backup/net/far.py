"""A site behind SSH: rclone brings the changed files, the dump runs there and comes back as a stream.

The server's key is pinned and its address is checked before every connection; the programs are told the address that was
checked, so that a name cannot lead elsewhere afterwards.
"""

import base64
import binascii
import hashlib
import json
import re
import shlex
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rempart.backup.net import mysql
from rempart.backup.net.process import Call, run
from rempart.channel.outbound import Barred, Unreached, addresses
from rempart.channel.source import Checked, Copied, Desk, Origin, Table, Trouble

FILES, DATABASE = "files", "database"
COPY_S = 12 * 3600.0
MAX_DEPTH = 100
MAX_BYTES = "500G"  # of one site in one run; beyond it somebody feeds us without end
KEY_TYPES = re.compile(r"(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)) ([A-Za-z0-9+/=]{40,2000})\Z")
_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,252}\Z|[0-9a-fA-F:]{2,45}\Z")
_USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}\Z")


@dataclass(frozen=True, slots=True)
class Server:
    """One SSH account, its address already checked."""

    host: str
    address: str
    port: int
    user: str
    host_key: str
    private_key: bytes
    password: bytes

    def known(self) -> bytes:
        """The pinned key under the address that we dial."""
        return f"[{self.address}]:{self.port} {self.host_key}\n{self.address} {self.host_key}\n".encode()


def server(origin: Origin) -> Server:
    """From the settings. Raises Trouble `refused_us`, `unreachable`, `not_allowed`."""
    given = origin.settings
    host, user = given.get("host", ""), given.get("user", "")
    if not _HOST.match(host) or not _USER.match(user):
        raise Trouble("refused_us", "the name of the server or of the account is none")
    port = int(given.get("port") or 22)
    try:
        address = addresses(host, port, origin.allow_private)[0]
    except Barred as barred:
        raise Trouble("not_allowed", str(barred)) from barred
    except Unreached as fault:
        raise Trouble("unreachable", str(fault)) from fault
    key = " ".join(given.get("host_key", "").split()[:2])
    if not KEY_TYPES.match(key):
        raise Trouble("host_key", f"the server shows {' · '.join(shown(address, port)) or 'no key'}")
    secret = given.get("private_key", "").replace("\r\n", "\n").strip()
    return Server(
        host,
        address,
        port,
        user,
        key,
        (secret + "\n").encode() if secret else b"",
        given.get("password", "").encode(),
    )


def shown(address: str, port: int) -> list[str]:
    """The keys that the server shows now, each with its fingerprint, to be compared and typed by a person."""
    done = run(Call(["ssh-keyscan", "-T", "10", "-p", str(port), address], within_s=30))
    found = []
    for line in done.out.decode("ascii", "replace").splitlines():
        key = " ".join(line.split()[1:3])
        if KEY_TYPES.match(key):
            found.append(f"{key} ({fingerprint(key)})")
    return found[:4]


def fingerprint(key: str) -> str:
    """As ssh-keygen -l prints it."""
    try:
        raw = base64.b64decode(key.split()[1])
    except (binascii.Error, ValueError):
        return "?"
    return "SHA256:" + base64.b64encode(hashlib.sha256(raw).digest()).decode().rstrip("=")


def ssh(there: Server, argv: Sequence[str], within_s: float) -> Call:
    """A program over there. Only with a private key: ssh takes a password from a terminal alone."""
    if not there.private_key:
        raise Trouble("no_key", "a program on the server needs a private key; with a password only files are read")
    options = [
        "-F", "/dev/null", "-T", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "IdentitiesOnly=yes",
        "-o", "UserKnownHostsFile={known}", "-o", "GlobalKnownHostsFile=/dev/null", "-o", "ConnectTimeout=15",
        "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4", "-o", "ClearAllForwardings=yes",
        "-i", "{key}", "-p", str(there.port), "-l", there.user,
    ]  # fmt: skip
    command = " ".join(shlex.quote(word) for word in argv)
    secrets = {"known": there.known(), "key": there.private_key}
    return Call(["ssh", *options, there.address, command], secrets=secrets, within_s=within_s)


def check(origin: Origin, desk: Desk) -> Checked:
    """Signs in, lists the folder, asks the database."""
    there = server(origin)
    done = run(rclone(there, origin, "lsjson", _site(origin), "--max-depth", "1", within_s=60))
    if done.code:
        raise Trouble("unreachable", done.said[-300:])
    missing = [] if json.loads(done.out or b"[]") else ["folder_empty"]
    seen: dict[str, str | int] = {"fingerprint": fingerprint(there.host_key)}
    if origin.settings.get("engine") == "mysql":
        seen["tables"] = len(mysql.tables(database(origin, there)))
    return Checked(tuple(missing), seen)


def at(path: str) -> str:
    """A path over there, as rclone wants it."""
    return f":sftp:{path}"


def _site(origin: Origin) -> str:
    return at(origin.settings["folder"])


def rclone(there: Server, origin: Origin, command: str, *more: str, within_s: float) -> Call:
    """rclone with everything it needs in memory; links on the other side are left alone, never followed. It keeps to the
    plan's bandwidth by itself."""
    env = {
        "RCLONE_CONFIG": "/dev/null",
        "RCLONE_SFTP_HOST": there.address,
        "RCLONE_SFTP_PORT": str(there.port),
        "RCLONE_SFTP_USER": there.user,
        "RCLONE_SFTP_KNOWN_HOSTS_FILE": "{known}",
        "RCLONE_SFTP_SKIP_LINKS": "true",
        "RCLONE_SFTP_SHELL_TYPE": "none",
    }
    secrets = {"known": there.known()}
    if there.private_key:
        env["RCLONE_SFTP_KEY_FILE"] = "{key}"
        secrets["key"] = there.private_key
    elif there.password:
        hidden = run(Call(["rclone", "obscure", "-"], within_s=20), feed=[there.password])
        env["RCLONE_SFTP_PASS"] = hidden.out.decode().strip()
    else:
        raise Trouble("refused_us", "neither a private key nor a password")
    pace = ("--bwlimit", f"{origin.bandwidth_kib}Ki") if origin.bandwidth_kib else ()
    argv = ["rclone", command, *more, *pace, "--timeout", "60s", "--retries", "3"]
    return Call(argv, env, secrets, within_s=within_s)


def copy(origin: Origin, into: Path, desk: Desk) -> Copied:
    """Only what changed comes again. Files have no one moment on a living server: the note says so."""
    there, kept = server(origin), dumped(origin, into, desk)
    files = kept.files
    files.mkdir(mode=0o700, parents=True, exist_ok=True)
    progress = _Progress(desk)
    argv = (
        _site(origin), str(files), "--delete-during", "--use-json-log", "--stats", "1s", "--stats-log-level", "NOTICE",
        "--max-depth", str(MAX_DEPTH), "--max-transfer", MAX_BYTES, "--filter", "- .rempart-*/**", "--checkers", "8",
    )  # fmt: skip
    call = rclone(there, origin, "sync", *argv, within_s=COPY_S)
    done = run(call, tick=progress.tick)
    if done.code:
        raise Trouble("unreachable", said(done.said))
    return replace(kept, notes=("files_while_living", *kept.notes))


def dumped(origin: Origin, into: Path, desk: Desk) -> Copied:
    """The tables alone."""
    there, taken = server(origin), time.time_ns() // 1_000_000
    made: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    engine = origin.settings.get("engine", "none")
    if engine == "mysql":
        where = database(origin, there)
        made = mysql.dump(where, mysql.tables(where), into / DATABASE, desk)
        notes = mysql.left_out(where)
    elif engine != "none":
        raise Trouble("missing", "over SSH the database is mysql or none")
    return Copied(into / FILES, taken, into / DATABASE if made else None, engine if made else "", "", made, (), notes)


class _Progress:
    """rclone counts for itself; a person's stop is asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def tick(self) -> None:
        self._desk.tell("files", 0)


def said(log: str) -> str:
    """The last sentence of rclone's log."""
    for line in reversed(log.splitlines()):
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if told.get("level") == "error":
            return str(told.get("msg", ""))[:300]
    return log[-300:]


def database(origin: Origin, there: Server) -> mysql.Server:
    """The database as the server itself reaches it; its password comes through standard input there."""
    given = origin.settings

    def far(argv: Sequence[str], within_s: float) -> Call:
        return ssh(there, argv, within_s)

    return mysql.Server(
        given.get("db_name", ""), given.get("db_user", ""), given.get("db_password", ""), given.get("db_socket", ""),
        given.get("db_host") or "localhost", int(given.get("db_port") or 3306), far,
        origin.bandwidth_kib,
    )  # fmt: skip
