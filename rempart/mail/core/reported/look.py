"""What a reported mail holds: subject, sender, text, links, attachments. The mail is hostile; this never raises.

It is read with Python's own parser, bounded before it starts; HTML is read by one pass over its tags, in linear time.
"""

import email
import email.errors
import email.message
import email.policy
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import decode_header
from email.utils import parseaddr

from rempart.mail.core.reported.limits import (
    MAX_BOUNDARIES,
    MAX_DEEP,
    MAX_FIELD,
    MAX_FILES,
    MAX_HEAD,
    MAX_LINK,
    MAX_LINKS,
    MAX_PARTS,
    MAX_TEXT,
)
from rempart.mail.core.reported.plain import one_line, text_of_html

_ADDRESS = re.compile(r"""(?:https?|ftp)://[^\s<>"'{}|\\^`\[\]]{1,2048}""", re.IGNORECASE)
_HOST = re.compile(r"^[a-z]+://(?:[^/?#@]*@)?(\[[0-9a-f:.]+\]|[^/?#:]+)", re.IGNORECASE)
_END = re.compile(r"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class File:
    """An attachment: its name is anybody's word."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One mail. `is_cut`: it held more than is shown. `links` are where they lead, not what they say."""

    subject: str
    sender: str
    address: str
    date: str
    message_id: str
    text: str
    links: tuple[str, ...]
    files: tuple[File, ...]
    is_cut: bool = False

    @property
    def domain(self) -> str:
        """Of the sender's address as it is written, which proves nothing."""
        return self.address.rpartition("@")[2].lower()

    @property
    def hosts(self) -> tuple[str, ...]:
        """Where the links lead, each once."""
        return tuple(sorted({host_of(link) for link in self.links} - {""}))


def look(raw: bytes) -> Seen:
    """Never raises: what cannot be read is empty, and `is_cut` says so."""
    message, is_cut = parsed(raw)
    texts: list[str] = []
    pages: list[str] = []
    links: list[str] = []
    files: list[File] = []
    for number, part in enumerate(_walked(message)):
        if number >= MAX_PARTS:
            is_cut = True
            break
        kind, name = part.get_content_type(), file_name(part)
        if part.is_multipart() and kind != "message/rfc822":
            continue
        if kind in ("text/plain", "text/html") and not name:
            body = _text(part)
            if kind == "text/html":
                said, found = text_of_html(body[: MAX_TEXT * 8])
                pages.append(said)
                links += found
            else:
                texts.append(body)
        elif len(files) < MAX_FILES:
            files.append(_file(part, name or f"part {number}"))
    shown = "\n".join(texts).strip() or "\n".join(pages).strip()
    links += _ADDRESS.findall("\n".join([*texts, *pages])[: MAX_TEXT * 2])
    name, address = parseaddr(header(message, "From"))
    kept = list(dict.fromkeys(link.strip().rstrip(".,;:!?)")[:MAX_LINK] for link in links if link.strip()))
    return Seen(
        subject=header(message, "Subject"), sender=name, address=address, date=header(message, "Date"),
        message_id=header(message, "Message-ID"), text=shown[:MAX_TEXT], links=tuple(kept[:MAX_LINKS]), files=tuple(files),
        is_cut=is_cut or len(shown) > MAX_TEXT or len(kept) > MAX_LINKS,
    )  # fmt: skip


def parsed(raw: bytes) -> tuple[email.message.Message, bool]:
    """The mail as Python reads it, and whether it was cut before."""
    cut = raw
    if raw.count(b"boundary", 0, MAX_HEAD * 64) > MAX_BOUNDARIES or raw.count(b"essage/rfc822") > MAX_BOUNDARIES:
        cut = raw[:MAX_DEEP]
    try:
        return email.message_from_bytes(cut, policy=email.policy.compat32), cut is not raw
    except (RecursionError, ValueError, LookupError, email.errors.MessageError):
        return head_of(raw), True


def head_of(raw: bytes) -> email.message.Message:
    """Its header lines alone."""
    head = raw[:MAX_HEAD]
    if found := _END.search(head.decode("latin-1")):
        head = head[: found.start()]
    return email.message_from_bytes(head + b"\n\n", policy=email.policy.compat32)


def header(message: email.message.Message, name: str) -> str:
    """One line, decoded as far as that goes."""
    value = str(message.get(name) or "")[: MAX_FIELD * 8]
    try:
        parts = [(part if isinstance(part, str) else part.decode(charset or "latin-1", "replace")) for part, charset in decode_header(value)]  # fmt: skip
        value = "".join(parts)
    except (ValueError, LookupError, email.errors.MessageError):
        pass
    return one_line(value)[:MAX_FIELD]


def file_name(part: email.message.Message) -> str:
    """As the mail calls it; empty for a part without a name."""
    try:
        found = part.get_filename()
    except (ValueError, LookupError, TypeError, email.errors.MessageError):
        return "?"
    if not found:
        return ""
    held = email.message.Message()
    held["Name"] = found.replace("\r", " ").replace("\n", " ")
    return header(held, "Name")


def host_of(link: str) -> str:
    """The host that a link leads to, in lower case."""
    found = _HOST.match(link)
    return found.group(1).lower().rstrip(".") if found else ""


def _walked(message: email.message.Message) -> Iterator[email.message.Message]:
    """As `walk`, without its recursion, and not into mails that hang on this one."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        yield part
        inner = part.get_payload()
        if isinstance(inner, list) and part.get_content_type() != "message/rfc822":
            waiting += [one for one in reversed(inner) if isinstance(one, email.message.Message)]


def content_of(part: email.message.Message) -> bytes:
    """Its bytes, of a mail that hangs on this one the whole mail."""
    try:
        inner = part.get_payload()
        if isinstance(inner, list):
            return b"".join(one.as_bytes() for one in inner if isinstance(one, email.message.Message))
        body = part.get_payload(decode=True)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, email.errors.MessageError):
        return b""
    return body if isinstance(body, bytes) else b""


def _text(part: email.message.Message) -> str:
    body = content_of(part)[: MAX_TEXT * 16]
    charset = str(part.get_content_charset() or "utf-8")
    try:
        return body.decode(charset, "replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")


def _file(part: email.message.Message, name: str) -> File:
    body = content_of(part)
    return File(name, len(body), hashlib.sha256(body).hexdigest())
