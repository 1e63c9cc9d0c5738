"""An open copy: its servers behind walls, its way through the gate, and what may be asked of it."""

import http.client
import re
import secrets
import shlex
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rempart.channel.copies import Answer, Database, Ran, Sunk
from rempart.channel.source import Trouble
from rempart.staging.core import settings
from rempart.staging.net import database, hostile
from rempart.staging.net.box import Box
from rempart.staging.net.gate import COOKIE, DOOR, OWN, SIGN_IN, Gate, Inside, Way, outside
from rempart.staging.net.watched import Watched

WAIT_S = 60.0
MAX_PAGE = 64 * 1024**2
MAX_LOG = 1024**2
MAX_CALLS = 64 * 1024
_HOST = re.compile(r"[a-z0-9.-]{1,100}\Z")
_SERVE = "php /rempart/relay.php & exec php -S 127.0.0.1:8080 -t {root} /rempart/router.php"


@dataclass(frozen=True, slots=True)
class Known:
    """What making a copy has found out, kept in its row for opening it again."""

    uid: str
    site: str
    taken_at_ms: int
    was: tuple[str, ...]  # the site's own addresses
    root: str  # where the site's files are seen inside
    core: str  # where below it WordPress stands: empty, or `/wp`
    home: str  # where below it the front page stands
    engine: str
    prefix: str
    place: str
    login: str
    password: str
    over: Mapping[str, str]
    left_behind: int = 0

    @property
    def is_network(self) -> bool:
        """Several sites in one WordPress."""
        return settings.NETWORK in self.over


class OpenCopy:
    """Fulfils `rempart.channel.copies.Copy`. Made by `open_here`; whoever made it closes it."""

    def __init__(
        self, known: Known, box: Box, gate: Gate, after: Callable[[], None], *, may_sign_in: bool = True
    ) -> None:
        self.known, self.box, self.gate, self._after = known, box, gate, after
        self.uid, self.site, self.taken_at_ms = known.uid, known.site, known.taken_at_ms
        self.root, self.left_behind = known.root + known.core, known.left_behind
        self._sign_in, self._words = secrets.token_urlsafe(24), set[str]()
        self.admit: Callable[[str], bool] = lambda _: False  # the hub's own one-time words
        self._way = Way(box.folder / "run", self._admit, self._sign_in, may_sign_in=may_sign_in)
        self.url = gate.open(self.uid, self._way)
        self._servers: list[Watched] = []
        self.counted: dict[str, int] = {}  # what was brought, proven against the manifest
        self._stop = threading.Event()
        is_mysql, place = known.engine == "mysql", f"{known.root}/{known.place}"
        self.database = Database(
            known.engine, database.NAME if is_mysql else "", "root" if is_mysql else "", "",
            database.SOCKET if is_mysql else "", "" if is_mysql else place, known.prefix,
        )  # fmt: skip

    def start(self) -> "OpenCopy":
        """Settings written, servers up, the first answer there. Raises Trouble `no_answer`."""
        (self.box.folder / "own" / "settings.php").write_text(self._settings())
        if self.known.is_network:
            (self.box.folder / "own" / "network").touch()
        if self.known.engine == "mysql":
            self._servers.append(database.start(self.box))
        serve = _SERVE.format(root=shlex.quote(self.known.root + self.known.home))
        web = self.box.start(["sh", "-c", serve])
        self._servers.append(web)
        ends = time.monotonic() + WAIT_S
        while time.monotonic() < ends and web.is_alive:
            try:
                if self._ask("HEAD", "/wp-includes/images/blank.gif", b"", {}, 5).status < 500:
                    break
            except Trouble:
                time.sleep(0.05)
        else:
            self.stop()
            raise Trouble("no_answer", "the copy's web server does not start")
        threading.Thread(target=self._watch, args=(threading.current_thread(),), daemon=True).start()
        return self

    def _settings(self) -> str:
        known, file = self.known, PurePosixPath(self.known.place)
        names = ("AUTH", "SECURE_AUTH", "LOGGED_IN", "NONCE")
        secret = {f"{name}_{kind}": secrets.token_hex(32) for name in names for kind in ("KEY", "SALT")}
        given = {"DB_NAME": database.NAME, "DB_USER": "root", "DB_PASSWORD": "", "DB_HOST": f"localhost:{database.SOCKET}",
                 "DB_CHARSET": "utf8mb4", "DB_COLLATE": "", "REMPART_COPY_SIGN_IN": self._sign_in}  # fmt: skip
        if known.engine == "sqlite":
            given |= {"DB_DIR": f"{known.root}/{file.parent}/", "DB_FILE": file.name}
        below = known.core if known.home == "" else ""
        return settings.written(
            database=given, prefix=known.prefix, home=self.url, core=below, was=known.was, secrets=secret,
            over=dict(known.over),
        )  # fmt: skip

    def _watch(self, owner: threading.Thread) -> None:
        """What takes too much is ended; the copy is then shut, and says so to whoever asks."""
        while not self._stop.wait(1.0):
            try:
                for server in self._servers:
                    server.look()
            except Trouble:
                self.stop()

    @property
    def is_alive(self) -> bool:
        """Do all its servers run?"""
        return bool(self._servers) and all(server.is_alive for server in self._servers)

    @property
    def why(self) -> str:
        """Why it was ended, when it took too much."""
        return next((server.why for server in self._servers if server.why), "")

    def _admit(self, word: str) -> bool:
        if word in self._words:
            self._words.discard(word)
            return True
        return self.admit(word)

    def door(self) -> str:
        """An address that lets a browser in once."""
        word = secrets.token_urlsafe(24)
        self._words.add(word)
        return f"{self.url}{DOOR}?word={word}"

    def cookies(self, *, signed_in: bool = False) -> Mapping[str, str]:
        """The gate's, and WordPress's first administrator's."""
        found = {COOKIE: self._way.begin()}
        if signed_in:
            answer = self._ask("GET", "/", b"", {SIGN_IN: self._sign_in}, 60)
            if answer.status != 204 or not answer.cookies:
                raise Trouble("no_answer", "WordPress in the copy signs nobody in")
            found |= answer.cookies
        return found

    def fetch(
        self, path: str, *, method: str = "GET", body: bytes = b"", headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None, within_s: float = 60.0,
    ) -> Answer:  # fmt: skip
        """One request through the gate."""
        self._must_stand()
        sent = dict(headers or {})
        given = self.cookies() if cookies is None else cookies
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in given.items())
        sent["Host"] = self.url.removeprefix("http://")
        line = http.client.HTTPConnection(self.gate.address, self.gate.port, timeout=within_s)
        return _answer(line, method, path, body, sent, is_outside=True)

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str], within_s: float) -> Answer:
        """Past the gate: ours alone."""
        host = {"Host": self.url.removeprefix("http://")}
        return _answer(Inside(self._way.run, within_s), method, path, body, {**headers, **host}, is_outside=False)

    def php(self, code: str, *, with_site: bool = True, within_s: float = 120.0) -> Ran:
        """PHP code inside."""
        return self.run(
            ["php", "/rempart/run.php", "site" if with_site else "alone"], feed=code.encode(), within_s=within_s
        )

    def run(
        self, argv: Sequence[str], *, feed: bytes = b"", within_s: float = 120.0, most: int = 8 * 1024 * 1024
    ) -> Ran:
        """Any program inside."""
        self._must_stand()
        into = ["sh", "-c", 'cd "$1" && shift && exec "$@"', "in", self.root]
        return self.box.run([*into, *argv], feed=feed, within_s=within_s, most=most)

    def _must_stand(self) -> None:
        if not self.is_alive:
            raise Trouble("gone", self.why or "the copy is no longer there")

    def put(self, path: str, data: bytes) -> None:
        """A file, from inside."""
        script = 'mkdir -p "$(dirname "$1")" && cat > "$1"'
        ran = self.run(["sh", "-c", script, "put", below(path)], feed=data)
        if ran.code:
            raise Trouble("unreadable", ran.said[-200:])

    def read(self, path: str, *, most: int = 8 * 1024 * 1024) -> bytes:
        """A file, from inside."""
        ran = self.run(["cat", "--", below(path)], most=most)
        if ran.code:
            raise Trouble("missing", ran.said[-200:])
        return ran.out

    def error_log(self) -> list[str]:
        """PHP's errors."""
        text = hostile.read(self.box.folder / "run", "errors", MAX_LOG).decode("utf-8", "replace")
        return [line[:1_000] for line in text.splitlines()[-1_000:]]

    def sunk(self) -> Sunk:
        """What wanted out."""
        return sunk(self.box.folder)

    def stop(self) -> None:
        """Its programs end and its gate is shut; its folder stays."""
        self._stop.set()
        self.gate.shut(self.uid)
        for server in self._servers:
            server.end()

    def close(self) -> None:
        """Everything of it is deleted."""
        self.stop()
        self._after()  # it counts what was stopped, and deletes
        hostile.delete(self.box.folder)


def sunk(folder: Path) -> Sunk:
    """Counted from what the copy noted; it may lie, so only numbers and plain names come out, and not many."""
    calls: dict[str, int] = {}
    for line in hostile.read(folder / "run", "calls", MAX_CALLS).decode("ascii", "replace").splitlines():
        if _HOST.match(line) and (line in calls or len(calls) < 50):
            calls[line] = calls.get(line, 0) + 1
    return Sunk(min(hostile.size(folder / "run", "mails"), 1_000_000), calls)


def below(path: str) -> str:
    """A path inside the site, as one. Raises Trouble."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\0" in path:
        raise Trouble("missing", "a file is named by its path below the site's folder")
    return f"./{PurePosixPath(path)}"


def _answer(
    line: http.client.HTTPConnection,
    method: str,
    path: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    is_outside: bool,
) -> Answer:
    try:
        line.request(method, path, body=body or None, headers={"Connection": "close", **headers})
        got = line.getresponse()
        data = got.read(MAX_PAGE)
    except (OSError, http.client.HTTPException) as bad:
        raise Trouble("no_answer", f"the copy does not answer: {type(bad).__name__}") from bad
    finally:
        line.close()
    found = {}
    for value in got.msg.get_all("Set-Cookie") or ():
        kept = value if is_outside else outside(value)
        name, is_one, rest = (kept or "").partition(";")[0].partition("=")
        if is_one and (name.startswith(OWN) or name == COOKIE):
            found[name] = rest
    return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, data, found)
