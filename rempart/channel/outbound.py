"""The way out to servers that a tenant named: resolved once, judged, connected to that very address, within a time.

Whoever sends to an address typed by a person (outlets, notices, connectors) goes through here: no redirect is
followed, no proxy is used, and a name that points inside is refused unless the operator allows private networks.
"""

import contextlib
import http.client
import os
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from rempart.channel.lab import private_allowed
from rempart.terms.addresses import refusal

CONNECT_S = 5.0  # to one address
TOTAL_S = 15.0  # for a whole exchange, however slowly the other side drips
MAX_ADDRESSES = 4  # of one name that are tried
MAX_ANSWER_BYTES = 64 * 1024  # nobody needs more of a receiver's answer; the rest is not read
MAX_URL = 2_048


class Barred(Exception):
    """The address may not be connected to, or is none; trying again does not help. The message says why."""


class Unreached(Exception):
    """It did not work this time. `code` is one word for tables: unresolved, refused, timeout, tls, reset."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]  # names in lower case
    body: bytes
    cookies: tuple[str, ...] = ()  # every Set-Cookie line, of which `headers` has the last alone


@dataclass(frozen=True, slots=True)
class Place:
    """Where an http or https address leads."""

    host: str
    port: int
    is_encrypted: bool
    target: str


def place_of(url: str) -> Place:
    """The parts of an address a person typed. Raises Barred for what is no plain http or https address."""
    if len(url) > MAX_URL or any(ord(char) <= 0x20 or ord(char) >= 0x7F for char in url):
        raise Barred("The address is too long, or holds a space or a letter that no address has")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as bad:
        raise Barred("This is no address") from bad
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.fragment:
        raise Barred("An address begins with https:// and holds no user name, password or #")
    is_encrypted = parts.scheme == "https"
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.hostname, port or (443 if is_encrypted else 80), is_encrypted, target)


def addresses(host: str, port: int, allow_private: bool | None = None) -> list[str]:
    """Checked addresses of a name; every one of them must be allowed. Raises Barred or Unreached."""
    allowed = private_allowed() if allow_private is None else allow_private
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise Unreached("unresolved", f"{host} has no address") from fault
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))[:MAX_ADDRESSES]
    if why := refusal(host, numbers, allowed):
        raise Barred(why)
    return numbers


def connect(host: str, port: int, allow_private: bool | None = None) -> socket.socket:
    """A TCP connection to one of the checked addresses. Raises Barred or Unreached."""
    fault: OSError | None = None
    for address in addresses(host, port, allow_private):
        try:
            return socket.create_connection((address, port), CONNECT_S)
        except OSError as failed:
            fault = failed
    raise _unreached(f"{host} (port {port})", fault or OSError("no address"))


def encrypt(line: socket.socket, host: str, ca_pem: str = "") -> ssl.SSLSocket:
    """TLS over a connection, certificate and name checked; `ca_pem` is trusted besides the usual roots."""
    try:
        return trusting(ca_pem).wrap_socket(line, server_hostname=host)
    except (Unreached, OSError) as fault:  # ssl.SSLError is an OSError
        line.close()
        raise (fault if isinstance(fault, Unreached) else _unreached(host, fault)) from fault


def trusting(ca_pem: str = "") -> ssl.SSLContext:
    """Known roots, the operator's own (`REMPART_CA_FILE`) and `ca_pem`. Raises Unreached when one cannot be read."""
    context = ssl.create_default_context()
    own = os.environ.get("REMPART_CA_FILE")
    try:
        if own:
            context.load_verify_locations(cafile=str(Path(own)))
        if ca_pem:
            context.load_verify_locations(cadata=ca_pem)
    except (OSError, ValueError) as bad:
        raise Unreached("tls", "The certificate of the receiver's own authority cannot be read") from bad
    return context


@contextlib.contextmanager
def deadline(line: socket.socket, total_s: float) -> Iterator[None]:
    """Cut the line after that time: a timeout for each read alone would let a dripping peer hold us for ever.

    Give it the encrypted line, not the one below, which no longer has the socket.
    """
    cut = threading.Timer(total_s, lambda: _cut(line))
    cut.daemon = True
    cut.start()
    try:
        yield
    finally:
        cut.cancel()


def _cut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def request(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes = b"",
    *,
    total_s: float = TOTAL_S,
    ca_pem: str = "",
    allow_private: bool | None = None,
    answer_bytes: int = MAX_ANSWER_BYTES,
) -> Answer:
    """One HTTP exchange; an answer of any status is an answer, read up to `answer_bytes`. Raises Barred or Unreached."""
    place = place_of(url)
    label = f"{place.host} (port {place.port})"
    wire = connect(place.host, place.port, allow_private)
    wire.settimeout(total_s)
    wire = encrypt(wire, place.host, ca_pem) if place.is_encrypted else wire
    with contextlib.closing(wire), deadline(wire, total_s):
        exchange = http.client.HTTPConnection(place.host, place.port)
        exchange.sock = wire
        try:
            exchange.request(method, place.target, body, dict(headers))
            answer = exchange.getresponse()
            kept = answer.read(answer_bytes)
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, kept, tuple(answer.headers.get_all("Set-Cookie") or ()))
        except (OSError, http.client.HTTPException) as fault:
            raise _unreached(label, fault) from fault
        finally:
            exchange.close()


def _unreached(where: str, fault: Exception) -> Unreached:
    if isinstance(fault, TimeoutError):
        return Unreached("timeout", f"{where} did not answer in time")
    if isinstance(fault, ssl.SSLError):
        reason = (fault.reason or "no common ground").replace("_", " ").lower()
        return Unreached("tls", f"{where} could not agree on an encrypted connection ({reason})")
    if isinstance(fault, ConnectionRefusedError):
        return Unreached("refused", f"{where} refuses connections")
    if isinstance(fault, OSError) and not isinstance(fault, ConnectionError):
        return Unreached("refused", f"{where} cannot be reached")
    return Unreached("reset", f"{where} hung up before it had answered")
