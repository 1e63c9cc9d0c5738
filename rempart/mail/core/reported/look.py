"""What a person is shown of a reported mail: subject, sender, text, links, attachments. The mail is hostile; this never raises.

It is taken apart by the same reader that the verdict uses, within the same limits.
"""

import hashlib
import io
import re
from dataclasses import dataclass

from rempart.mail.core.message import addresses
from rempart.mail.core.message.decoding import header
from rempart.mail.core.message.letter import Letter
from rempart.mail.core.message.limits import MAX_HEADER_BYTES
from rempart.mail.core.message.parts import parse
from rempart.mail.core.message.shown import shown
from rempart.mail.core.reported.limits import MAX_FIELD, MAX_FILES, MAX_LINK, MAX_LINKS, MAX_TEXT
from rempart.mail.core.reported.plain import one_line

_LINES = re.compile(r"\s*\n\s*\n\s*")
_BLANKS = re.compile(r"[ \t\u00a0\u200b]+")
_BREAKING = ("too_deep", "too_many_parts", "too_many_headers", "too_large")


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
    hosts: tuple[str, ...]
    files: tuple[File, ...]
    is_cut: bool = False

    @property
    def domain(self) -> str:
        """Of the sender's address as it is written, which proves nothing."""
        return self.address.rpartition("@")[2]


def look(raw: bytes) -> Seen:
    """Never raises: what cannot be read is empty, and `is_cut` says so."""
    return look_at(letter_of(raw), raw)


def letter_of(raw: bytes) -> Letter:
    """Taken apart."""
    return parse(io.BytesIO(raw))


def head_of(raw: bytes) -> Letter:
    """Its headers, and little else."""
    return letter_of(raw[:MAX_HEADER_BYTES])


def look_at(letter: Letter, raw: bytes) -> Seen:
    """The same of a mail that is taken apart already; `raw` is what it was."""
    seen = shown(letter)
    said = seen.plain.strip() or _tidy(seen.drawn)
    led = [one for one in seen.links if one.where != "picture"]
    links = list(dict.fromkeys(one.url[:MAX_LINK] for one in led))
    files = list(_files(letter, raw))
    sender = addresses.first(letter.first("from"))
    is_cut = any(part.is_cut for part in letter.parts if part.is_read) or bool(letter.faults.intersection(_BREAKING))
    return Seen(
        subject=field(letter, "subject"), sender=one_line(sender.name)[:MAX_FIELD], address=one_line(sender.address),
        date=field(letter, "date"), message_id=field(letter, "message-id"), text=said[:MAX_TEXT], links=tuple(links[:MAX_LINKS]),
        hosts=tuple(sorted({one.host for one in led})), files=tuple(files[:MAX_FILES]),
        is_cut=is_cut or len(said) > MAX_TEXT or len(links) > MAX_LINKS or len(files) > MAX_FILES,
    )  # fmt: skip


def field(letter: Letter, name: str) -> str:
    """A header as one line."""
    return one_line(header(letter.first(name)[: MAX_FIELD * 8]))[:MAX_FIELD]


def _tidy(drawn: str) -> str:
    return _LINES.sub("\n\n", _BLANKS.sub(" ", drawn)).strip()


def _files(letter: Letter, raw: bytes) -> list[File]:
    """Attachments, and mails that hang on it as they are; not those that hang on these."""
    found = [
        File(one_line(part.name)[:MAX_FIELD] or f"part {number}", part.size, part.sha256)
        for number, part in enumerate(letter.parts, 1)
        if not part.is_read
    ]
    end = 0
    for inner in letter.letters:
        if inner.begins >= end and not inner.held:
            body, end = inner.source(raw), inner.ends
            found.append(
                File(one_line(inner.name)[:MAX_FIELD] or "mail.eml", len(body), hashlib.sha256(body).hexdigest())
            )
    return found
