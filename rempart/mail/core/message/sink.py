"""Takes the body of one part a line at a time: undoes its encoding, counts, digests, keeps no more than it may."""

import binascii
import hashlib
import quopri

from rempart.mail.core.message.carried import NAMES
from rempart.mail.core.message.decoding import base64_bytes
from rempart.mail.core.message.letter import Part
from rempart.mail.core.message.limits import MAX_HEAD, MAX_KEPT, MAX_KEPT_ALL, MAX_TEXT

_WHOLE = ("image/", "application/pdf")
_BLOCK = 64 * 1024
_UU = ("x-uuencode", "uuencode", "uue", "x-uue")


class Sink:
    """`kept` is shared by all parts of the message."""

    def __init__(self, part: Part, encoding: str, kept: list[int]) -> None:
        self.part, self.encoding, self._kept = part, encoding, kept
        self._digest = hashlib.sha256()
        self._body = bytearray()
        self._rest = bytearray()
        is_named = part.name.lower().endswith(NAMES)
        self._most = (
            MAX_KEPT_ALL
            if part.is_mail
            else MAX_TEXT
            if part.kind.startswith("text/")
            else MAX_KEPT
            if is_named or part.kind.startswith(_WHOLE)
            else MAX_HEAD
        )

    def feed(self, line: bytes) -> None:
        """The next line, or piece of one."""
        if self.encoding == "base64":
            self._rest += line.translate(None, b" \t\r\n")
            if len(self._rest) >= _BLOCK:
                cut = len(self._rest) - len(self._rest) % 4
                self._take(base64_bytes(bytes(self._rest[:cut])))
                del self._rest[:cut]
        elif self.encoding == "quoted-printable":
            self._rest += line
            if line.endswith(b"\n") or len(self._rest) >= _BLOCK:
                self._take(quopri.decodestring(bytes(self._rest)))
                self._rest.clear()
        elif self.encoding in _UU:
            self._take(_uu(line))
        else:
            self._take(line)

    def _take(self, data: bytes) -> None:
        self.part.size += len(data)
        self._digest.update(data)
        room = min(self._most - len(self._body), MAX_KEPT_ALL - self._kept[0])
        if room < len(data):
            self.part.is_cut = True
        if room > 0:
            self._body += data[:room]
            self._kept[0] += min(room, len(data))

    def close(self) -> None:
        """No more comes."""
        if self._rest:
            rest = bytes(self._rest)
            self._take(base64_bytes(rest) if self.encoding == "base64" else quopri.decodestring(rest))
            self._rest.clear()
        self.part.body, self.part.sha256 = bytes(self._body), self._digest.hexdigest()


def _uu(line: bytes) -> bytes:
    """One line of it; what begins and ends it, and what is broken, is nothing."""
    if line.startswith(b"begin ") or line.strip() in (b"", b"end", b"`"):
        return b""
    try:
        return binascii.a2b_uu(line.rstrip(b"\r\n"))
    except binascii.Error:
        return b""
