"""One conversation of the SMTP door: what is said, in which order, and when it is enough."""

import contextlib
import hmac
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Protocol

from rempart.mail.core.reported.limits import MAX_MAIL
from rempart.mail.core.reported.smtp_words import (
    MAX_LINE,
    Asked,
    asked,
    has_lone_ends,
    path_of,
    plain_secret,
    unbased,
    unstuffed,
)

IDLE_S = 30.0  # without a byte
TOTAL_S = 180.0  # a whole connection, however slowly the other side drips
MAX_COMMANDS = 100
MAX_MAILS = 20  # of one connection
MAX_TRIES = 3  # keys, and addresses that are not ours: whoever guesses begins anew
STEP = 65_536
END = b"\r\n.\r\n"
NAME = "reports.rempart.invalid"  # of no machine: nobody needs to know where this is


class Gone(Exception):
    """The conversation is over."""


class Busy(Exception):
    """The gate cannot say now: whoever asks comes back."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Whoever showed a key: `key` is the gate's own name for it."""

    key: str


class Gate(Protocol):
    """What is behind the door. Every call may take its time, or raise Busy; `leave` is the last one of a connection."""

    def is_own_server(self, peer: str) -> bool:
        """May this address bring mail without a key?"""

    def pass_of(self, secret: str) -> Pass | None:
        """Whose key it is; None for nobody's."""

    def takes(self, address: str, peer: str, held: Pass | None) -> bool:
        """Is this the address of somebody who takes reports from here?"""

    def take(self, address: str, peer: str, held: Pass | None, raw: bytes) -> str:
        """The line that is answered. It says 250 only after the mail is stored."""

    def leave(self) -> None:
        """Give back what this thread holds."""


class Wire:
    """Bytes over a line that has an end."""

    def __init__(self, line: socket.socket) -> None:
        self._line, self._held = line, bytearray()
        self._end = time.monotonic() + TOTAL_S

    def say(self, text: str) -> None:
        """One line, or several."""
        self._wait()
        self._line.sendall(text.encode("ascii") + b"\r\n")

    def has_more(self) -> bool:
        """Did the other side say something already?"""
        if self._held:
            return True
        self._line.settimeout(0.0)
        try:
            return bool(self._read())
        except (BlockingIOError, ssl.SSLWantReadError):
            return False

    def ask(self) -> bytes:
        """The next line, without its end. Raises Gone."""
        at = self._until(b"\r\n", MAX_LINE)
        line = bytes(self._held[:at])
        del self._held[: at + 2]
        return line

    def mail(self) -> bytes | None:
        """Until the full stop; None when it is too large: then nothing more is read."""
        self._held[:0] = b"\r\n"  # a mail may be nothing but the full stop
        try:
            at = self._until(END, MAX_MAIL + len(END))
        except _TooLong:
            return None
        raw = bytes(self._held[2 : at + 2])
        del self._held[: at + len(END)]
        return raw

    def encrypt(self, papers: ssl.SSLContext) -> None:
        """From here on everything is. Raises OSError."""
        self._wait()
        self._line = papers.wrap_socket(self._line, server_side=True)

    def close(self) -> None:
        """Without waiting for anybody."""
        with contextlib.suppress(OSError):
            self._line.close()

    def _until(self, mark: bytes, most: int) -> int:
        start = 0
        while (at := self._held.find(mark, start)) < 0:
            start = max(0, len(self._held) - len(mark) + 1)
            if len(self._held) > most:
                raise _TooLong
            self._wait()
            if not self._read():
                raise Gone
        if at > most:
            raise _TooLong
        return at

    def _read(self) -> int:
        got = self._line.recv(STEP)
        self._held += got
        return len(got)

    def _wait(self) -> None:
        left = self._end - time.monotonic()
        if left <= 0:
            raise Gone
        self._line.settimeout(min(IDLE_S, left))


class _TooLong(Gone):
    """More than was agreed."""


class Talk:
    """From the greeting to the end."""

    def __init__(self, wire: Wire, peer: str, gate: Gate, papers: ssl.SSLContext | None) -> None:
        self._wire, self._peer, self._gate, self._papers = wire, peer, gate, papers
        self._is_encrypted, self._is_greeted = False, False
        self._pass: Pass | None = None
        self._tries = MAX_TRIES
        self._mails = 0
        self._forget()

    def run(self) -> None:
        """Until either side has had enough. Raises Gone, OSError."""
        self._wire.say(f"220 {NAME} ESMTP")
        for _ in range(MAX_COMMANDS):
            try:
                words = asked(self._wire.ask())
            except _TooLong:
                self._wire.say("500 5.5.6 Line too long")
                raise
            if words is None:
                self._wire.say("500 5.5.2 Not understood")
                raise Gone  # half a line of something else
            try:
                self._wire.say(self._answer(words))
            except Busy:
                self._wire.say("421 4.3.0 Come back later")
                raise Gone from None
            if words.verb == "QUIT":
                return
        self._wire.say("421 4.7.0 Enough for one connection")

    def _answer(self, words: Asked) -> str:
        match words.verb:
            case "EHLO" | "HELO":
                return self._greet(words)
            case "STARTTLS":
                return self._starttls(words)
            case "AUTH":
                return self._auth(words)
            case "MAIL":
                return self._from(words)
            case "RCPT":
                return self._to(words)
            case "DATA":
                return self._data()
            case "RSET":
                self._forget()
                return "250 2.0.0 Forgotten"
            case "NOOP":
                return "250 2.0.0 Here"
            case "QUIT":
                return "221 2.0.0 Goodbye"
        return "502 5.5.1 Not done here"

    def _forget(self) -> None:
        self._has_sender, self._to_whom = False, ""

    def _greet(self, words: Asked) -> str:
        self._forget()
        self._is_greeted = True
        if words.verb == "HELO":
            return f"250 {NAME}"
        lines = [NAME, f"SIZE {MAX_MAIL}", "8BITMIME", "ENHANCEDSTATUSCODES"]
        if self._papers and not self._is_encrypted:
            lines.append("STARTTLS")
        if self._is_encrypted:
            lines.append("AUTH PLAIN LOGIN")
        return "\r\n".join([*(f"250-{line}" for line in lines[:-1]), f"250 {lines[-1]}"])

    def _starttls(self, words: Asked) -> str:
        if self._papers is None or self._is_encrypted or words.rest:
            return "502 5.5.1 Not now"
        self._silent()
        self._wire.say("220 2.0.0 Begin")
        self._wire.encrypt(self._papers)
        self._is_encrypted, self._is_greeted, self._pass = True, False, None
        self._forget()
        words = asked(self._wire.ask()) or Asked("", "")
        return self._answer(words)

    def _silent(self) -> None:
        """Raises Gone when the other side has gone on talking: in whose name, nobody can tell."""
        if self._wire.has_more():
            self._wire.say("503 5.5.0 You talk before you are asked")
            raise Gone

    def _auth(self, words: Asked) -> str:
        if not self._is_encrypted:
            return "538 5.7.11 Only with encryption"
        if self._pass is not None or self._has_sender or not self._is_greeted:
            return "503 5.5.1 Not now"
        kind, _, first = words.rest.partition(" ")
        if kind.upper() == "PLAIN":
            secret = plain_secret(first or self._further(""))
        elif kind.upper() == "LOGIN":
            if not first:
                self._further("VXNlcm5hbWU6")
            secret = unbased(self._further("UGFzc3dvcmQ6"))
        else:
            return "504 5.5.4 PLAIN or LOGIN"
        self._pass = self._gate.pass_of(secret) if secret else None
        if self._pass is None:
            self._count_down()
            return "535 5.7.8 This key opens nothing"
        return "235 2.7.0 Welcome"

    def _further(self, question: str) -> str:
        self._wire.say(f"334 {question}")
        return self._wire.ask().decode("ascii", "replace")

    def _count_down(self) -> None:
        self._tries -= 1
        if self._tries <= 0:
            self._wire.say("421 4.7.0 Enough tries")
            raise Gone

    def _from(self, words: Asked) -> str:
        path = path_of(words.rest, "FROM")
        if path is None:
            return "501 5.5.4 MAIL FROM:<address>"
        if not self._is_greeted or self._has_sender:
            return "503 5.5.1 Not now"
        if self._pass is None and not self._gate.is_own_server(self._peer):
            return "530 5.7.0 Show a key first"
        if path.size > MAX_MAIL:
            return "552 5.3.4 Larger than a report may be"
        if self._mails >= MAX_MAILS:
            return "452 4.5.3 Enough mails for one connection"
        self._has_sender = True
        return "250 2.1.0 Go on"

    def _to(self, words: Asked) -> str:
        path = path_of(words.rest, "TO")
        if path is None:
            return "501 5.5.4 RCPT TO:<address>"
        if not self._has_sender:
            return "503 5.5.1 Not now"
        if self._to_whom and not hmac.compare_digest(self._to_whom, path.address):
            return "452 4.5.3 One address at a time"
        if not self._gate.takes(path.address, self._peer, self._pass):
            self._count_down()
            return "550 5.7.1 Nothing is passed on, and this is no address of ours"
        self._to_whom = path.address
        return "250 2.1.5 Go on"

    def _data(self) -> str:
        if not self._to_whom:
            return "503 5.5.1 For whom?"
        self._silent()
        self._wire.say("354 End with a full stop on a line of its own")
        raw = self._wire.mail()
        to_whom = self._to_whom
        self._forget()
        if raw is None:
            self._wire.say("552 5.3.4 Larger than a report may be")
            raise Gone  # the rest is not read
        if has_lone_ends(raw):
            return "550 5.6.0 A line ends with CR and LF, both"
        self._mails += 1
        return self._gate.take(to_whom, self._peer, self._pass, unstuffed(raw))
