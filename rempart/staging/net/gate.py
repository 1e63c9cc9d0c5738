"""The only way into the copies: a port of loopback that lets in who holds a session made by the hub.

Each copy has a name of its own (<uid>.localhost), so that a browser keeps it apart from the console and from other
copies. Cookies carry a prefix outside that is taken off on the way in: what runs in a copy sees no cookie of the hub and
can set none. A policy is added to each page so that a browser, too, fetches nothing from anywhere else.
"""

import contextlib
import hmac
import http.client
import secrets
import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from rempart.staging.net import hostile

DOOR = "/.rempart/enter"
COOKIE = "rempart_gate"
OWN = "w_"  # before every cookie of the copy, outside
SIGN_IN = "X-Rempart-Sign-In"
MARK = "X-Rempart-Gate"  # on answers of the gate's own; a copy can say it of none
MAX_BODY = 40 * 1024**2  # bytes of a request: PHP inside takes no more
MAX_ANSWER = 512 * 1024**2  # bytes of an answer
WITHIN_S = 120.0
TOGETHER = 16  # requests at once, of all copies
PATIENCE_S = 10.0  # that a request waits for its copy's share
PLAIN = 80  # browsers do not say this port
BLOCK = 65_536
_HOP = frozenset({"connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer",
                  "transfer-encoding", "upgrade", "content-length", "host", "cookie", "accept-encoding", "forwarded",
                  "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", SIGN_IN.lower()})  # fmt: skip
_NOT_BACK = frozenset({"connection", "keep-alive", "transfer-encoding", "set-cookie", "content-length", "alt-svc",
                       "content-security-policy", "strict-transport-security", "clear-site-data", "report-to", "nel",
                       "service-worker-allowed", "refresh", "x-robots-tag", "referrer-policy", "date", "server", "link",
                       MARK.lower()})  # fmt: skip
_WALLS = (
    ("Content-Security-Policy", "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; form-action 'self'; "
     "base-uri 'self'; frame-ancestors 'self'; worker-src 'none'"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-DNS-Prefetch-Control", "off"),
)  # fmt: skip


@dataclass(slots=True)
class Way:
    """Into one copy. `sessions` are those let in; `admit` asks the hub whether a one-time word is right."""

    run: Path
    admit: Callable[[str], bool]
    sign_in: str
    sessions: set[str] = field(default_factory=set)
    is_shut: bool = False
    may_sign_in: bool = True  # whether a word may let in as the administrator
    room: threading.BoundedSemaphore | None = None  # of this copy alone, where each has its share

    def begin(self) -> str:
        """A new session."""
        session = secrets.token_urlsafe(24)
        self.sessions.add(session)
        return session

    def knows(self, given: str) -> bool:
        """Compared in the same time whatever is given."""
        return any(hmac.compare_digest(one.encode(), given.encode()) for one in tuple(self.sessions))


class Gate:
    """Of this process; begun with its first copy. Names are below `domain`; `fair` is each copy's share of requests."""

    def __init__(
        self,
        port: int = 0,
        *,
        listen: str = "127.0.0.1",
        domain: str = "localhost",
        together: int = TOGETHER,
        fair: int = 0,
    ) -> None:
        self._ways: dict[str, Way] = {}
        self._domain, self._fair, self.address = domain, fair, listen
        self._room = threading.BoundedSemaphore(together)
        gate = self

        class Handler(_Handler):
            house = gate

        self._server = _Server((listen, port), Handler)
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True, name="staging-gate").start()

    def open(self, uid: str, way: Way) -> str:
        """The address of the copy."""
        if self._fair:
            way.room = threading.BoundedSemaphore(self._fair)
        self._ways[uid] = way
        return f"http://{uid}.{self._domain}" + ("" if self.port == PLAIN else f":{self.port}")

    def shut(self, uid: str) -> None:
        """Nobody comes in any more."""
        way = self._ways.pop(uid, None)
        if way is not None:
            way.is_shut = True

    def way(self, host: str) -> Way | None:
        """By the name that the browser asked for."""
        name, _, port = host.partition(":")
        uid, _, rest = name.partition(".")
        is_here = rest == self._domain and (port or str(PLAIN)) == str(self.port)
        return self._ways.get(uid) if is_here else None

    def room(self) -> threading.BoundedSemaphore:
        """For requests at once."""
        return self._room


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def server_bind(self) -> None:
        """Without asking anybody what this machine is called: in a room without a name server that takes long."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]


class _Handler(BaseHTTPRequestHandler):
    house: Gate
    protocol_version = "HTTP/1.1"
    timeout = 30
    server_version, sys_version = "rempart", ""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: an address may hold a one-time word."""

    def _do(self) -> None:
        way = self.house.way(self.headers.get("Host", ""))
        if way is None:
            self._say(404, "There is no such copy.")
            return
        path = urlsplit(self.path)
        if path.path == DOOR and self.command == "GET":
            asked = parse_qs(path.query)
            self._enter(
                way, asked.get("word", [""])[0], is_signed_in=way.may_sign_in and asked.get("as") == ["administrator"]
            )
            return
        sent = cookies(self.headers.get_all("Cookie") or ())
        if not way.knows(sent.get(COOKIE, "")):
            self._say(403, "Open this copy from its page in Rempart.")
            return
        if way.room is not None and not way.room.acquire(timeout=PATIENCE_S):
            self._say(503, "Too much at once. Try again in a moment.")
            return
        try:
            self._in_turn(way, sent)
        finally:
            if way.room is not None:
                way.room.release()

    def _in_turn(self, way: Way, sent: dict[str, str]) -> None:
        with self.house.room():
            self._carry(way, {name.removeprefix(OWN): value for name, value in sent.items() if name.startswith(OWN)})

    do_GET = do_POST = do_HEAD = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = _do

    def _enter(self, way: Way, word: str, *, is_signed_in: bool) -> None:
        if not word or len(word) > 200 or not way.admit(word):
            self._say(403, "This address has been used, or is too old. Open the copy from its page again.")
            return
        self.send_response(303)
        self.send_header("Set-Cookie", f"{COOKIE}={way.begin()}; Path=/; HttpOnly; SameSite=Lax")
        for cookie in self._signed_in(way) if is_signed_in else ():
            self.send_header("Set-Cookie", cookie)
        self.send_header("Location", "/wp-admin/" if is_signed_in else "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _signed_in(self, way: Way) -> list[str]:
        """WordPress's cookies of its first administrator; none where it does not answer."""
        line = Inside(way.run)
        try:
            line.request(
                "GET", "/", headers={"Host": self.headers["Host"], SIGN_IN: way.sign_in, "Connection": "close"}
            )
            answer = line.getresponse()
            answer.read(BLOCK)
            given = answer.msg.get_all("Set-Cookie") or () if answer.status == 204 else ()
            return [made for value in given if (made := outside(value)) is not None]
        except (OSError, http.client.HTTPException):
            return []
        finally:
            line.close()

    def _say(self, status: int, text: str) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.send_header(MARK, "1")  # whoever judges the site must not take this for its answer
        self.end_headers()
        self.close_connection = True
        if self.command != "HEAD":
            self.wfile.write(data)

    def _body(self) -> bytes | None:
        """None where it is too large, or of a length that is not said."""
        length = self.headers.get("Content-Length", "0")
        if self.headers.get("Transfer-Encoding") or not length.isdigit() or int(length) > MAX_BODY:
            return None
        return self.rfile.read(int(length))

    def _carry(self, way: Way, own: dict[str, str]) -> None:
        body = self._body()
        if body is None:
            self._say(413, "A copy takes no more than 40 MiB at once.")
            return
        line = Inside(way.run)
        try:
            line.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            line.putheader("Host", self.headers["Host"])
            line.putheader("Content-Length", str(len(body)))
            for name, value in self.headers.items():
                if name.lower() not in _HOP:
                    line.putheader(name, value)
            if own:
                line.putheader("Cookie", "; ".join(f"{name}={value}" for name, value in own.items()))
            line.putheader("Connection", "close")
            line.endheaders(body)
            self._back(line.getresponse())
        except (OSError, http.client.HTTPException, ValueError):
            with contextlib.suppress(OSError):
                self._say(502, "The copy does not answer.")
        finally:
            line.close()

    def _back(self, answer: http.client.HTTPResponse) -> None:
        self.close_connection = True
        away = answer.getheader("Location")
        if away is not None and not self._is_here(away):
            self._say(403, "This copy wanted to lead out of itself.")
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _NOT_BACK:
                self.send_header(name, value)
        for value in answer.msg.get_all("Set-Cookie") or ():
            if (made := outside(value)) is not None:
                self.send_header("Set-Cookie", made)
        for name, value in _WALLS:
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        sent = 0
        while self.command != "HEAD" and sent < MAX_ANSWER and (block := answer.read(BLOCK)):
            self.wfile.write(block)
            sent += len(block)

    def _is_here(self, address: str) -> bool:
        """Does a redirect stay in this copy? Browsers read a backslash as a slash, and pass over control characters."""
        plain = "".join(letter for letter in address if ord(letter) > 32).replace("\\", "/")
        try:
            parts = urlsplit(plain)
        except ValueError:
            return False
        return (
            parts.scheme in ("", "http")
            and parts.netloc in ("", self.headers["Host"])
            and not (parts.scheme and not parts.netloc)
        )


class Inside(http.client.HTTPConnection):
    """A connection to the relay of one copy."""

    def __init__(self, run: Path, within_s: float = WITHIN_S) -> None:
        super().__init__("copy", timeout=within_s)
        self._run, self._within_s = run, within_s

    def connect(self) -> None:
        """To the socket that really lies there."""
        self.sock: socket.socket = hostile.connect(self._run, "http.sock", self._within_s)


def cookies(headers: Iterable[str]) -> dict[str, str]:
    """By name, as they were sent."""
    found = {}
    for part in ";".join(headers).split(";"):
        name, is_one, value = part.strip().partition("=")
        if is_one:
            found[name] = value
    return found


def outside(cookie: str) -> str | None:
    """A cookie of the copy as the browser keeps it: with the prefix, for this one name, never across sites."""
    first, *rest = cookie.split(";")
    name, is_one, value = first.strip().partition("=")
    if not is_one or not name:
        return None
    kept = [
        one.strip()
        for one in rest
        if one.strip().partition("=")[0].lower() in ("path", "max-age", "expires", "httponly")
    ]
    return "; ".join([f"{OWN}{name}={value}", *kept, "SameSite=Lax"])
