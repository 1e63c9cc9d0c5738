"""Speak to the organisation's mail server: encrypted, certificate checked, and sure of when a mail may have been taken.

Before the full stop that ends a mail is on the wire the server must not deliver it; after that, only its answer says.
"""

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

from rempart.channel import outbound

TIMEOUT_S = 30.0  # for one answer
TLS, STARTTLS, NONE = "tls", "starttls", "none"
_GONE = (smtplib.SMTPServerDisconnected, OSError)


class NoLine(Exception):
    """No connection, or the server wants none of us: nothing was sent. `code` is one word for tables."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Server:
    """How to reach it. `none` is for a server on this machine or on a network that the operator allowed."""

    host: str
    port: int
    tls: str
    username: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one mail: accepted, refused, later (not taken now, certainly), or unknown; with the answer's number."""

    state: str
    code: str = ""


ACCEPTED, REFUSED, LATER, UNKNOWN = "accepted", "refused", "later", "unknown"


class _OverLine(smtplib.SMTP):
    """Over a line that outbound has checked and opened."""

    def __init__(self, line: socket.socket, host: str) -> None:
        super().__init__(timeout=TIMEOUT_S, local_hostname="localhost")
        self.sock = line
        self._host = host

    def greet(self) -> None:
        """The server's first word, and ours."""
        self.file = None
        code, _ = self.getreply()
        if code != 220:
            raise smtplib.SMTPConnectError(code, "")
        self.ehlo_or_helo_if_needed()


class Line:
    """One connection, opened when needed and opened anew after a fault."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: _OverLine | None = None

    def send(self, sender: str, to: str, letter: bytes) -> Told:
        """One mail. Raises NoLine, and then nothing was taken."""
        smtp = self._smtp or self._open()
        try:
            for code, _ in self._before(smtp, sender, to):
                if not 200 <= code < 400:
                    self._reset(smtp)
                    return Told(LATER if 400 <= code < 500 else REFUSED, str(code))
            smtp.send(_stuffed(letter))
        except _GONE:
            self.close()
            return Told(LATER, "lost")
        try:
            smtp.send(b"\r\n.\r\n")
            code, _ = smtp.getreply()
        except _GONE:
            self.close()
            return Told(UNKNOWN, "lost")
        if 200 <= code < 300:
            return Told(ACCEPTED, str(code))
        if code < 400:  # no answer that this question has
            self.close()
            return Told(UNKNOWN, str(code))
        self._reset(smtp)
        return Told(LATER if code < 500 else REFUSED, str(code))

    def _before(self, smtp: _OverLine, sender: str, to: str) -> Iterator[tuple[int, bytes]]:
        yield smtp.docmd("MAIL", f"FROM:<{sender}>")
        yield smtp.docmd("RCPT", f"TO:<{to}>")
        code, said = smtp.docmd("DATA")
        yield (code, said) if code == 354 or code >= 400 else (500, said)

    def _reset(self, smtp: _OverLine) -> None:
        try:
            smtp.docmd("RSET")
        except _GONE:
            self.close()

    def _open(self) -> _OverLine:
        server = self._server
        try:
            wire = outbound.connect(server.host, server.port)
            wire.settimeout(TIMEOUT_S)
            if server.tls == TLS:
                wire = outbound.encrypt(wire, server.host)
        except outbound.Barred as barred:
            raise NoLine("barred") from barred
        except outbound.Unreached as failed:
            raise NoLine(failed.code) from failed
        smtp = _OverLine(wire, server.host)
        try:
            smtp.greet()
            if server.tls == STARTTLS:
                smtp.starttls(context=outbound.trusting())
                smtp.ehlo()
            if server.username:
                smtp.login(server.username, server.password)
        except smtplib.SMTPAuthenticationError as refused:
            smtp.close()
            raise NoLine("sign_in_refused") from refused
        except smtplib.SMTPNotSupportedError as missing:
            smtp.close()
            raise NoLine("not_offered") from missing
        except ssl.SSLError as bad:
            smtp.close()
            raise NoLine("tls") from bad
        except _GONE as failed:  # SMTPException is an OSError
            smtp.close()
            raise NoLine("timeout" if isinstance(failed, TimeoutError) else "reset") from failed
        self._smtp = smtp
        return smtp

    def close(self) -> None:
        """Politely if that works."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with contextlib.suppress(*_GONE):
                smtp.docmd("QUIT")
            smtp.close()


def _stuffed(letter: bytes) -> bytes:
    """Lines that begin with a full stop get another; without the last line's end, which goes with the closing stop."""
    body = letter.replace(b"\r\n.", b"\r\n..")
    return (b"." + body if body.startswith(b".") else body).removesuffix(b"\r\n")
