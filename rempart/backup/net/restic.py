"""restic, spoken to through its JSON. Passwords and addresses travel in memory files, never in arguments."""

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rempart.backup.core.listing import Holds, Unsafe, examine, pattern
from rempart.backup.core.place import Opened
from rempart.backup.net import far
from rempart.backup.net.process import Call, Done, run
from rempart.channel.outbound import Barred, Unreached, addresses
from rempart.channel.source import Desk, Origin, Trouble

LONG_S = 24 * 3600.0  # the first snapshot of a large site over a slow line
SHORT_S = 600.0
LOCK_TRIES = 4
LOCK_PAUSE_S = 5.0
MAX_LIST = 200_000_000  # bytes of one listing: two million paths
_LOCKED = re.compile(r"already locked(?: exclusively)? by PID (\d+) on (\S+)")
_AGE = re.compile(r"lock was created at [^(]*\(([^)]*) ago\)")
# Where a place says no, restic asks again for minutes (up to 15 in newer releases); a no does not change meanwhile.
_NO = r"(?:\b40[13]\b|[Aa]ccess ?[Dd]enied|[Pp]ermission denied|signature)"
_AGAIN = rf"\([^\n]*\) returned error, retrying after [^\n]*{_NO}"
_NOT_READ = re.compile(rf"(?:Stat|Load|List){_AGAIN}".encode())
_NOT_DELETED = re.compile(rf"(?:Stat|Load|List|Remove){_AGAIN}".encode())
_NOT_OPENED = re.compile(rf"unable to open config file: [^\n]*{_NO}".encode())
_SECRET = re.compile(r"://[^/@\s]+@")


@dataclass(frozen=True, slots=True)
class Made:
    """What restic says of a snapshot that it made. `id` is the short one, which restic takes everywhere."""

    id: str
    files: int
    bytes: int
    files_new: int
    files_changed: int
    files_unmodified: int
    bytes_added: int


@dataclass(frozen=True, slots=True)
class Repository:
    """One repository with its password. `cache` is a folder of ours; `host` marks its snapshots (the site's uid)."""

    opened: Opened
    password: bytes
    cache: Path
    host: str
    allow_private: bool = False
    bandwidth_kib: int = 0
    options: tuple[str, ...] = field(default=())

    def call(self, *argv: str, within_s: float = SHORT_S, enough: re.Pattern[bytes] = _NOT_READ) -> Call:
        """restic with everything it needs. Raises Trouble when the place may not be reached."""
        secrets = {"password": self.password, "repository": self.opened.repository.encode(), **self.opened.secrets}
        env = {"RESTIC_PASSWORD_FILE": "{password}", "RESTIC_REPOSITORY_FILE": "{repository}", **self.opened.env}
        more = list(self.options)
        for host, port in self.opened.hosts:
            self._allowed(host, port)
        if self.opened.ssh is not None:
            over = _over(self.opened.ssh, allow_private=self.allow_private)
            secrets |= dict(over.secrets)
            more += ["-o", "sftp.command=" + " ".join(over.argv)]
        if self.bandwidth_kib:
            more += ["--limit-upload", str(self.bandwidth_kib), "--limit-download", str(self.bandwidth_kib)]
        self.cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        env |= {"RESTIC_CACHE_DIR": str(self.cache), "TMPDIR": str(self.cache), "RESTIC_PROGRESS_FPS": "2", "TZ": "UTC"}
        return Call(["restic", *more, *argv], env, secrets, None, within_s, enough)

    def _allowed(self, host: str, port: int) -> None:
        try:
            addresses(host, port, self.allow_private)
        except Barred as barred:
            raise Trouble("not_allowed", str(barred)) from barred
        except Unreached as fault:
            raise Trouble("unreachable", str(fault)) from fault


def _over(ssh: Any, *, allow_private: bool) -> Call:
    there = far.server(Origin("", "", ssh, allow_private))
    call = far.ssh(there, [], LONG_S)
    return Call([*call.argv[:-1], "-s", "sftp"], secrets={f"{name}": one for name, one in call.secrets.items()})


def _ask(
    repository: Repository,
    *argv: str,
    desk: Desk | None = None,
    within_s: float = SHORT_S,
    enough: re.Pattern[bytes] = _NOT_READ,
    fine: Callable[[Done], bool] | None = None,
    **rest: Any,
) -> Done:
    """Runs, and waits a little for a lock; locks of dead processes are taken away. Raises Trouble."""
    for left in range(LOCK_TRIES, -1, -1):
        tick = (lambda: desk.tell(argv[0], 0)) if desk is not None and "tick" not in rest else None
        done = run(repository.call(*argv, within_s=within_s, enough=enough), **{"tick": tick, **rest})
        if done.code == 0 or (fine is not None and fine(done)):
            return done
        found = _LOCKED.search(done.said)
        if found is None:
            raise _trouble(done)
        if left == 0:
            age = _AGE.search(done.said)
            since = f", for {age[1]}" if age else ""
            raise Trouble("locked", f"the repository is locked by process {found[1]} on {found[2]}{since}")
        run(repository.call("unlock", "--quiet"))
        if desk is not None:
            desk.tell("waiting", 0)
        if left < LOCK_TRIES:
            time.sleep(LOCK_PAUSE_S)
    raise AssertionError


def _trouble(done: Done) -> Trouble:
    said = _SECRET.sub("://", done.said)[-400:]
    codes = (
        ("wrong password", "wrong_password"),
        ("unable to open config file", "no_repository"),
        ("no space left", "no_room"),
        ("Fatal: invalid id", "missing"),
        ("no matching ID", "missing"),
    )
    raw = done.said.encode()
    if _NOT_OPENED.search(raw) or _NOT_DELETED.search(raw):
        return Trouble("refused_us", said)
    return Trouble(next((code for words, code in codes if words in said), "engine"), said)


def init(repository: Repository) -> None:
    """A repository where there is none; harmless where one is that our password opens. Raises Trouble."""
    try:
        snapshots(repository)
    except Trouble as trouble:
        if trouble.code != "no_repository":
            raise
        _ask(repository, "init", "--quiet")


def backup(
    repository: Repository,
    paths: Sequence[Path],
    *,
    leave_out: Sequence[str] = (),
    tags: Sequence[str] = (),
    desk: Desk,
    at_ms: int | None = None,
) -> Made:
    """One snapshot of these paths. Raises Trouble; `partial` files that could not be read make it fail: a snapshot that
    lacks files is not called one."""
    argv = ["backup", "--json", "--host", repository.host, *(word for tag in tags for word in ("--tag", tag))]
    argv += [word for path in leave_out for word in ("--exclude", path)]
    if at_ms is not None:
        argv += ["--time", time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(at_ms // 1_000))]
    last: dict[str, Any] = {}

    def line(raw: bytes) -> None:
        with suppress(ValueError):
            said = json.loads(raw)
            if said.get("message_type") == "status":
                desk.tell("files", int(said.get("bytes_done", 0)), int(said.get("total_bytes", 0)) or None)
            elif said.get("message_type") == "summary":
                last.update(said)

    done = _ask(
        repository, *argv, "--", *map(str, paths), desk=desk, within_s=LONG_S, lines=line,
        tick=lambda: desk.tell("files", -1), fine=_only_vanished,
    )  # fmt: skip
    if not last:
        raise _trouble(done)
    names = ("files_new", "files_changed", "files_unmodified", "data_added")
    new, changed, same, added = (int(last.get(name, 0)) for name in names)
    size = int(last["total_bytes_processed"])
    return Made(str(last["snapshot_id"]), int(last["total_files_processed"]), size, new, changed, same, added)


def _only_vanished(done: Done) -> bool:
    """A living site removes files of its cache while they are read; what is there and cannot be read is another matter."""
    complaints = [line for line in done.said.splitlines() if '"message_type":"error"' in line]
    return done.code == 3 and bool(complaints) and all("no such file" in line for line in complaints)


def snapshots(repository: Repository) -> list[dict[str, Any]]:
    """Every snapshot of the site, oldest first. Raises Trouble."""
    done = _ask(repository, "snapshots", "--json", "--no-lock", "--host", repository.host)
    found = json.loads(done.out or b"[]") or []
    return sorted(found, key=lambda one: str(one["time"]))


def nodes(repository: Repository, snapshot: str) -> Iterator[dict[str, Any]]:
    """The listing of a snapshot. Raises Trouble."""
    found: list[dict[str, Any]] = []
    size = [0]

    def line(raw: bytes) -> None:
        size[0] += len(raw)
        if size[0] > MAX_LIST:
            raise Trouble("too_large", "a listing without end")
        said = json.loads(raw)
        if said.get("struct_type") == "node":
            found.append({name: said.get(name) for name in ("path", "type", "size")})

    _ask(repository, "ls", "--json", "--no-lock", snapshot, lines=line)
    return iter(found)


def look(repository: Repository, snapshot: str) -> Holds:
    """What it holds. Raises Trouble `poisoned` for what is not to be restored."""
    try:
        return examine(nodes(repository, snapshot))
    except Unsafe as unsafe:
        raise Trouble("poisoned", str(unsafe)) from unsafe


def restore(repository: Repository, snapshot: str, target: Path, desk: Desk, only: Sequence[str] = ()) -> None:
    """Into an empty folder. Raises Trouble."""
    argv = ["restore", snapshot, "--target", str(target)]
    argv += [word for path in only for word in ("--include", pattern(path))]
    _ask(repository, *argv, desk=desk, within_s=LONG_S)


def dump(repository: Repository, snapshot: str, path: str, most: int) -> bytes:
    """One small file of a snapshot. Raises Trouble."""
    out = bytearray()

    def block(data: bytes) -> None:
        out.extend(data)
        if len(out) > most:
            raise Trouble("too_large", f"{path} is larger than it can be")

    _ask(repository, "dump", "--no-lock", snapshot, pattern(path), blocks=block)
    return bytes(out)


def check(repository: Repository, desk: Desk, share: str = "") -> None:
    """The repository's own check; with a share (`5%`) that much of the data is read again. Raises Trouble."""
    _ask(repository, "check", *(["--read-data-subset", share] if share else []), desk=desk, within_s=LONG_S)


def forget(repository: Repository, keep: Sequence[str], desk: Desk) -> list[str]:
    """Ids that went by the policy, and their data with them. Raises Trouble."""
    argv = ["forget", "--json", "--host", repository.host, "--group-by", "host", *keep]
    gone = [one["id"] for group in _groups(_ask(repository, *argv, desk=desk)) for one in group.get("remove") or []]
    if gone:
        _ask(repository, "prune", "--quiet", desk=desk, within_s=LONG_S)
    return gone


def _groups(done: Done) -> list[dict[str, Any]]:
    for line in done.out.splitlines():
        with suppress(ValueError):
            said = json.loads(line)
            if isinstance(said, list):
                return said
    return []


def delete(repository: Repository, snapshot: str) -> None:
    """One snapshot goes: used to try whether the writing identity can. Raises Trouble `refused_us` as soon as it may not."""
    _ask(repository, "forget", snapshot, enough=_NOT_DELETED)


def drop(repository: Repository, snapshot: str, desk: Desk) -> None:
    """One snapshot goes for good, and the data that no other needs. Raises Trouble."""
    _ask(repository, "forget", snapshot, desk=desk)
    _ask(repository, "prune", "--quiet", desk=desk, within_s=LONG_S)


def locks(repository: Repository) -> int:
    """How many locks stand."""
    done = _ask(repository, "list", "locks", "--no-lock", "--quiet")
    return len(done.out.split())
