"""Outlook's own file of a mail (.msg) written out as a mail, for all that read mails. Hostile bytes: bounded, one fault only.

Sources: MS-OXMSG (streams and their names), MS-OXPROPS (numbers of properties), MS-CFB (the container).
"""

import base64
import io
import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from rempart.mail.core.message import rich_text

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_FILE = 64 * 1024 * 1024  # bytes of a .msg
MAX_FIELD = 256 * 1024  # bytes of a header block or a name
MAX_ATTACHED = 100  # attachments of one mail
MAX_WITHIN = 4  # mails in mails
_PROPERTIES = "__properties_version1.0"
_HEAD = re.compile(r"[!-9;-~]{1,200}:")
_OURS = ("content-", "mime-version:", "bcc:")  # of the parts as they once were; here they are written anew
_BROKEN = (OSError, ValueError, IndexError, struct.error, TypeError, RecursionError, OverflowError, AttributeError, KeyError, MemoryError)  # fmt: skip


class NoMail(Exception):
    """It is a file of that kind, and no mail can be read out of it; the message says why."""


def is_outlook(raw: bytes) -> bool:
    """By its first bytes; old Office documents begin so too."""
    return raw[:8] == MAGIC


def as_mail(raw: bytes) -> bytes:
    """The mail it holds, as bytes of RFC 5322. Raises NoMail."""
    import olefile

    if len(raw) > MAX_FILE:
        raise NoMail("it is too large")
    # Sectors of other sizes are not allowed, and would have the reader ask for memory without end.
    if len(raw) < 512 or raw[30:34] not in (b"\x09\0\x06\0", b"\x0c\0\x06\0"):
        raise NoMail("it is damaged")
    try:
        held = olefile.OleFileIO(io.BytesIO(raw))
        box = _Box(held, [len(raw)])
        if not held.exists(_PROPERTIES):
            raise NoMail("it holds no mail")
        return _written(box, [], 0)
    except _BROKEN as bad:
        raise NoMail("it is damaged") from bad


class _Box:
    """Streams by name. `left`: streams of an honest file are together no longer than the file; others share their bytes."""

    def __init__(self, held: Any, left: list[int]) -> None:
        self._held, self._left = held, left

    def stream(self, path: list[str], most: int = MAX_FILE) -> bytes:
        """Empty where there is none."""
        if not self._held.exists(path):
            return b""
        self._left[0] -= max(1, int(self._held.get_size(path)))
        if self._left[0] < 0:
            raise NoMail("its streams lie upon each other")
        return bytes(self._held.openstream(path).read(most))

    def text(self, path: list[str], number: str, most: int = MAX_FIELD) -> str:
        """A property of letters."""
        wide = self.stream([*path, f"__substg1.0_{number}001F"], most)
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        return _narrow(self.stream([*path, f"__substg1.0_{number}001E"], most)).rstrip("\0")

    def blob(self, path: list[str], number: str) -> bytes:
        """A property of bytes."""
        return self.stream([*path, f"__substg1.0_{number}0102"])

    def folders(self, path: list[str]) -> Iterator[str]:
        """Attachments, in their order."""
        here = self._held.root
        for name in path:
            here = next(one for one in here.kids if one.name == name)
        yield from sorted(one.name for one in here.kids if one.name.startswith("__attach_version1.0_#"))[:MAX_ATTACHED]


def _narrow(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _written(box: _Box, path: list[str], level: int) -> bytes:
    mark = f"=_outlook_{level}"
    lines = [*_heads(box, path), "MIME-Version: 1.0", f'Content-Type: multipart/mixed; boundary="{mark}"', "", ""]
    out = ["\r\n".join(lines).encode()]
    for head, body in _parts(box, path, level):
        out.append(f"--{mark}\r\n{head}\r\n\r\n".encode() + body + b"\r\n")
    return b"".join([*out, f"--{mark}--\r\n".encode()])


def _heads(box: _Box, path: list[str]) -> list[str]:
    """As the mail came, where Outlook kept that; else what it shows."""
    kept, is_kept = [], False
    for line in box.text(path, "007D").splitlines():
        if line[:1] in (" ", "\t"):
            kept += [_one_line(line)] if is_kept and line.strip() else []
            continue
        is_kept = bool(_HEAD.match(line)) and not line.lower().startswith(_OURS)
        kept += [_one_line(line)] if is_kept else []
    if any(line.lower().startswith("from:") for line in kept):
        return kept
    sender = next((one for number in ("5D01", "5D02", "0C1F", "0065") if "@" in (one := box.text(path, number))), "")
    name = box.text(path, "0C1A") or box.text(path, "0042")
    made = {
        "From": f"{_word(name)} <{sender}>" if sender else _word(name), "To": _word(box.text(path, "0E04")), "Cc": _word(box.text(path, "0E03")),
        "Subject": _word(box.text(path, "0037")), "Message-ID": box.text(path, "1035"), "Date": _date(box, path),
    }  # fmt: skip
    return [_one_line(f"{key}: {value}") for key, value in made.items() if value]


def _one_line(line: str) -> str:
    return "".join(one if one.isprintable() or one == "\t" else " " for one in line)


def _word(said: str) -> str:
    """In the letters that headers allow."""
    shown = " ".join(said.split())[:2_000]
    if shown.isascii():
        return shown
    pieces = [shown[at : at + 15] for at in range(0, len(shown), 15)]
    return " ".join(f"=?utf-8?b?{base64.b64encode(one.encode('utf-8', 'replace')).decode()}?=" for one in pieces)


def _date(box: _Box, path: list[str]) -> str:
    """When it was sent: an eight-byte value among the properties of fixed length."""
    fixed = box.stream([*path, _PROPERTIES], MAX_FIELD)
    for at in range(32 if not path else 24, len(fixed) - 15, 16):
        kind, number, value = struct.unpack_from("<HH4xQ", fixed, at)
        if (kind, number) == (0x40, 0x39) and value < 2_650_467_744_000_000_000:  # before the year 10000
            return format_datetime(datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=value // 10))
    return ""


def _parts(box: _Box, path: list[str], level: int) -> Iterator[tuple[str, bytes]]:
    plain = box.text(path, "1000", MAX_FILE)
    html = box.blob(path, "1013") or box.text(path, "1013", MAX_FILE).encode("utf-8", "replace")
    if not html and (rich := rich_text.unpacked(box.blob(path, "1009"))):
        said, is_html = rich_text.words(rich)
        html, plain = (said.encode("utf-8", "replace"), plain) if is_html else (b"", plain or said)
    if plain:
        yield _part("text/plain; charset=utf-8", plain.encode("utf-8", "replace"))
    if html:
        yield _part("text/html", html)
    for name in box.folders(path):
        yield _attachment(box, [*path, name], level)


def _part(kind: str, body: bytes, more: str = "") -> tuple[str, bytes]:
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64{more}", base64.encodebytes(body)


def _attachment(box: _Box, path: list[str], level: int) -> tuple[str, bytes]:
    inner = [*path, "__substg1.0_3701000D"]
    if level < MAX_WITHIN and box.stream([*inner, _PROPERTIES], 1):
        return "Content-Type: message/rfc822", _written(box, inner, level + 1)
    name = _word((box.text(path, "3707") or box.text(path, "3704")).replace('"', "'").replace("\\", "/"))
    kind = box.text(path, "370E").strip().lower()
    kind = kind if re.fullmatch(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,80}", kind) else "application/octet-stream"
    if kind.startswith(("multipart/", "message/")):
        kind = "application/octet-stream"
    place = _one_line(f'Content-Disposition: attachment; filename="{name or "attachment"}"')
    return _part(kind, box.blob(path, "3701"), f"\r\n{place}")
