"""The little of SMTP (RFC 5321) that a door for reports understands. A line ends with CR LF and holds neither within:
what another server reads as one line and we as two is how a mail, or a line of its head, is smuggled in.
"""

import base64
import binascii
import re
from dataclasses import dataclass

MAX_LINE = 1_024  # bytes of a command; RFC 5321 asks for 512, AUTH of a key needs some 100
MAX_ADDRESS = 254
_LONE = re.compile(rb"(?<!\r)\n|\r(?!\n)")
_PATH = re.compile(r"^(FROM|TO):\s?<(?:@[^:<>]{1,200}:)?([^<>\s]{0,254})>((?: [!-~]{1,200}){0,6}) ?$", re.IGNORECASE)
_SIZE = re.compile(r" SIZE=(\d{1,15})(?: |$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A command and what stands behind it."""

    verb: str
    rest: str


@dataclass(frozen=True, slots=True)
class MailPath:
    """An address, in lower case, empty for a bounce; and the size that was announced, 0 for none."""

    address: str
    size: int


def asked(line: bytes) -> Asked | None:
    """A line without its end; None for what is no command."""
    if _LONE.search(line) or b"\0" in line:
        return None
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return None
    verb, _, rest = text.rstrip(" ").partition(" ")
    return Asked(verb.upper(), rest) if verb.isascii() and verb.isalpha() else None


def path_of(rest: str, word: str) -> MailPath | None:
    """Behind MAIL (`FROM`) or RCPT (`TO`)."""
    found = _PATH.match(rest)
    if found is None or found.group(1).upper() != word:
        return None
    size = _SIZE.search(found.group(3))
    return MailPath(found.group(2).lower(), int(size.group(1)) if size else 0)


def has_lone_ends(raw: bytes) -> bool:
    """Is a CR or LF in it that stands alone?"""
    return _LONE.search(raw) is not None


def unstuffed(raw: bytes) -> bytes:
    """Without the full stop that the other side puts before one at a line's beginning."""
    body = raw.removeprefix(b".") if raw.startswith(b".") else raw
    return body.replace(b"\r\n.", b"\r\n")


def unbased(word: str) -> str | None:
    """What AUTH says in base64; None when it is none."""
    try:
        return base64.b64decode(word, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None


def plain_secret(word: str) -> str | None:
    """The password in AUTH PLAIN (RFC 4616): three words between zeros."""
    words = (unbased(word) or "").split("\0")
    return words[2] if len(words) == 3 else None
