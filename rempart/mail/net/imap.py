"""A mailbox read by IMAP (RFC 3501) over TLS. The server may lie, drip or hang: everything has a size and an end."""

import contextlib
import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

from rempart.channel import outbound
from rempart.channel.outbound import Barred, Unreached

TOTAL_S = 120.0  # one visit, however slowly the other side drips
STEP_S = 20.0  # one answer
BATCH = 25  # mails of one visit
BEGINNING = 512 * 1024  # bytes of a mail that is larger than may be taken
MAX_LIST = 256 * 1024  # bytes of one line: some ten thousand numbers
MAX_READ = 256 * 1024 * 1024  # bytes of one visit; what is over waits for the next one
WAITING, PUT_OFF = "UNSEEN UNFLAGGED", "UNSEEN FLAGGED"
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,15})")
_UID = re.compile(rb"\d{1,10}")


class BoxTrouble(Exception):
    """It cannot be read now. `code` is a word for tables: unresolved, barred, timeout, tls, refused_us, bad_answer …"""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Box:
    """Where, as whom, which folder."""

    host: str
    port: int
    username: str
    password: str
    folder: str


class _Wire(imaplib.IMAP4):
    """Python's client over a line that was checked before; it reads no more than was agreed."""

    def __init__(self, line: ssl.SSLSocket, most: int) -> None:
        self._line, self._most, self._got = line, most, 0
        super().__init__("", 0)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._line

    def _count(self, size: int) -> None:
        self._got += size
        if self._got > MAX_READ:
            raise BoxTrouble("too_long")

    def read(self, size: int) -> bytes:
        """A literal: a server may announce any size."""
        if size > self._most:
            raise BoxTrouble("too_long")
        self._count(size)
        return super().read(size)

    def readline(self) -> bytes:
        """A line, which imaplib bounds itself."""
        found = super().readline()
        self._count(len(found))
        return found


class Visit:
    """A folder that is open. Numbers are UIDs, as the server says them."""

    def __init__(self, wire: _Wire, most: int) -> None:
        self._wire, self._most = wire, most

    def waiting(self, which: str = WAITING) -> list[str]:
        """At most BATCH, the oldest first."""
        said = self._ask("SEARCH", *which.split())
        numbers = sorted({int(one) for line in said for one in _UID.findall(line[:MAX_LIST])})
        return [str(one) for one in numbers[:BATCH]]

    def fetch(self, uid: str) -> bytes | None:
        """The mail, of a very large one its beginning; None for one that is not there."""
        told = b" ".join(self._ask("FETCH", uid, "(RFC822.SIZE)"))
        size = _SIZE.search(told)
        if size is None:
            return None
        what = "(BODY.PEEK[])" if int(size.group(1)) <= self._most else f"(BODY.PEEK[]<0.{BEGINNING}>)"
        for part in self._ask_parts("FETCH", uid, what):
            if isinstance(part, tuple) and len(part) > 1 and isinstance(part[1], bytes):
                return part[1]
        return None

    def mark(self, uid: str, flag: str, *, is_set: bool = True) -> None:
        r"""`\Seen` for done, `\Flagged` for later."""
        self._ask("STORE", uid, "+FLAGS.SILENT" if is_set else "-FLAGS.SILENT", f"({flag})")

    def _ask(self, *words: str) -> list[bytes]:
        return [one if isinstance(one, bytes) else b" ".join(one) for one in self._ask_parts(*words)]

    def _ask_parts(self, *words: str) -> list[bytes | tuple[bytes, bytes]]:
        with _understood():
            kind, said = self._wire.uid(*words)
        if kind != "OK":
            raise BoxTrouble("bad_answer")
        return [one for one in said if one is not None]


@contextlib.contextmanager
def visit(box: Box, most: int) -> Iterator[Visit]:
    """Opens the folder, closes all of it again; `most` bytes a mail. Raises BoxTrouble."""
    try:
        line = outbound.encrypt(outbound.connect(box.host, box.port), box.host)
    except Barred as bad:
        raise BoxTrouble("barred") from bad
    except Unreached as bad:
        raise BoxTrouble(bad.code) from bad
    line.settimeout(STEP_S)
    with contextlib.closing(line), outbound.deadline(line, TOTAL_S):
        with _understood():
            wire = _Wire(line, most)
        try:
            with _understood():
                _enter(wire, box)
            yield Visit(wire, most)
            with contextlib.suppress(BoxTrouble), _understood():
                wire.logout()
        finally:
            with contextlib.suppress(OSError):
                wire.shutdown()  # its own file keeps the line open otherwise


@contextlib.contextmanager
def _understood() -> Iterator[None]:
    """Around each exchange: imaplib raises whatever a strange answer makes its code stumble over."""
    try:
        yield
    except TimeoutError as bad:
        raise BoxTrouble("timeout") from bad
    except OSError as bad:
        raise BoxTrouble("reset") from bad
    except (imaplib.IMAP4.error, ValueError, AssertionError, AttributeError, TypeError, LookupError) as bad:
        raise BoxTrouble("bad_answer") from bad


def _enter(wire: _Wire, box: Box) -> None:
    try:
        wire.login(box.username, box.password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as bad:
        raise BoxTrouble("refused_us") from bad
    kind, _ = wire.select(_quoted(box.folder))
    if kind != "OK":
        raise BoxTrouble("no_folder")


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
