"""From a template to the bytes of one mail: laid out once for each stage and language, varied for each person.

What a person is called is escaped where it stands in HTML, and can begin no new header.
"""

import base64
import html
import io
import re
import secrets
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import formatdate
from functools import cached_property

import segno

from rempart.mail.core.drill.template import Mail, Template, fill

LINK, ATTACHED, SCANNED, DECOY = "1", "2", "3", "decoy"  # which link of a mail was followed
MAX_ADDRESS = 254
WORD_BYTES = 42  # of an encoded word of a header: 75 characters with all around it
FILES = {"en": "Invoice", "fr": "Facture", "zh": "发票"}
DOCUMENTS = {"en": "Payslip", "fr": "Bulletin", "zh": "工资单"}
PAGE = {
    "en": ("Opened", "This page came with a mail. Opening it shows what happened next:", "Go on"),
    "fr": ("Ouvert", "Cette page est arrivée avec un message. Voici ce qui suit :", "Continuer"),
    "zh": ("已打开", "此页面随邮件而来。接下来发生了什么：", "继续"),
}
_BUTTON = (
    "display:inline-block;padding:10px 18px;background:#2457a6;color:#ffffff;text-decoration:none;border-radius:4px"
)
_PLAIN_ADDRESS = re.compile(r"[!-~]+@[!-~]+")


class BadAddress(ValueError):
    """No mail can be addressed so: not ASCII, or with a space or control character in it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One person, as their mail has them; `base` is the address under which their links lie."""

    address: str
    name: str
    base: str


@dataclass(frozen=True)
class Sheet:
    """One stage in one language, laid out."""

    mail: Mail
    language: str
    organisation: str
    sender_name: str
    sender_address: str
    attachment: str = ""

    @cached_property
    def _html(self) -> str:
        paragraphs = [self._paragraph(one.strip()) for one in re.split(r"\n\s*\n", self.mail.text) if one.strip()]
        decoy = '<div style="display:none;max-height:0;overflow:hidden"><a href="{decoy}">.</a></div>'
        body = "\n".join([*paragraphs, decoy])
        return f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8"></head><body style="font-family:sans-serif">{body}</body></html>\n'

    def _paragraph(self, text: str) -> str:
        if text == "{link}":
            return f'<p><a href="{{link}}" style="{_BUTTON}">{html.escape(self.mail.button) or "{link}"}</a></p>'
        if text == "{qr}":
            return '<p><img src="cid:qr" width="180" height="180" alt="QR"></p>'
        escaped = html.escape(text).replace("\n", "<br>\n")
        linked = escaped.replace("{link}", '<a href="{link}">{link}</a>')
        return f"<p>{linked}</p>"

    def subject(self, reader: Reader, at_s: float) -> str:
        """One line."""
        return " ".join(fill(self.mail.subject, self._values(reader, at_s)).split())

    def text(self, reader: Reader, at_s: float) -> str:
        """The plain part."""
        return fill(self.mail.text, self._values(reader, at_s)) + "\n"

    def html(self, reader: Reader, at_s: float) -> str:
        """The part that most people see."""
        values = {name: html.escape(value) for name, value in self._values(reader, at_s).items()}
        # the decoy is no slot that anybody may write: it is put in last, into what we laid out ourselves
        head, mark, tail = self._html.rpartition("{decoy}")
        return fill(head, values) + (html.escape(f"{reader.base}/{DECOY}") if mark else "") + fill(tail, values)

    def _values(self, reader: Reader, at_s: float) -> dict[str, str]:
        name = " ".join(reader.name.split())
        return {
            "first_name": name.partition(" ")[0], "name": name, "organisation": self.organisation,
            "sender_name": self.sender_name, "date": day(at_s, self.language),
            "link": f"{reader.base}/{LINK}", "qr": f"{reader.base}/{SCANNED}",
        }  # fmt: skip

    def letter(self, reader: Reader, at_s: float) -> bytes:
        """The whole mail, lines ended by CR LF. Raises BadAddress."""
        outer, inner = _boundary(), _boundary()
        parts = [_part("text/plain", self.text(reader, at_s)), _part("text/html", self.html(reader, at_s))]
        body = _multipart(inner, parts)
        kind = f'multipart/alternative; boundary="{inner}"'
        if more := self._more(reader):
            body = _multipart(outer, [f"Content-Type: {kind}\r\n\r\n{body}", more])
            kind = f'multipart/{"related" if "{qr}" in self.mail.text else "mixed"}; boundary="{outer}"'
        domain = self.sender_address.rpartition("@")[2]
        headers = {
            "From": f"{_words(self.sender_name)} <{plain_address(self.sender_address)}>".strip(),
            "To": f"<{plain_address(reader.address)}>",
            "Subject": _words(self.subject(reader, at_s)),
            "Date": formatdate(at_s, usegmt=True),
            "Message-ID": f"<{secrets.token_hex(16)}@{domain}>",
            "MIME-Version": "1.0",
            "Content-Type": kind,
        }
        return ("".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n" + body).encode("ascii")

    def _more(self, reader: Reader) -> str:
        if "{qr}" in self.mail.text:
            return _file("image/png", "qr.png", picture(f"{reader.base}/{SCANNED}"), content_id="qr")
        if self.attachment == "archive":
            name = FILES[self.language]
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(f"{name}.html", page(self.language, f"{reader.base}/{ATTACHED}"))
            return _file("application/zip", f"{name}.zip", packed.getvalue())
        if self.attachment == "document":
            shown = page(self.language, f"{reader.base}/{ATTACHED}").encode()
            return _file("text/html", f"{DOCUMENTS[self.language]}.html", shown)
        return ""


def sheets(
    template: Template, organisation: str, sender: Mapping[str, str], address: str
) -> dict[tuple[int, str], Sheet]:
    """By stage and language. `sender` names by language, where the campaign says none of its own."""
    return {
        (stage, language): Sheet(
            mail, language, organisation, sender.get(language) or words.sender, address,
            template.attachment if stage == template.stages else "",
        )
        for language, words in template.words.items()
        for stage, mail in enumerate(words.mails, 1)
    }  # fmt: skip


def page(language: str, link: str) -> str:
    """What the harmless attachment holds: no program, one link, which opening it follows."""
    title, text, word = (html.escape(one) for one in PAGE[language])
    to = html.escape(link)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta http-equiv="refresh" content="0; url={to}"></head><body><p>{text}</p><p><a href="{to}">{word}</a></p></body></html>\n'
    )


def picture(link: str) -> bytes:
    """A QR code as PNG."""
    out = io.BytesIO()
    segno.make(link, error="m").save(out, kind="png", scale=5, border=3)
    return out.getvalue()


def day(at_s: float, language: str) -> str:
    """As people write it there."""
    at = datetime.fromtimestamp(at_s, UTC)
    if language == "zh":
        return f"{at.year} 年 {at.month} 月 {at.day} 日"
    return f"{at.day:02d}/{at.month:02d}/{at.year}" if language == "fr" else f"{at.day} {at:%B} {at.year}"


def plain_address(address: str) -> str:
    """The same. Raises BadAddress."""
    if (
        len(address) > MAX_ADDRESS
        or not _PLAIN_ADDRESS.fullmatch(address)
        or any(one in address for one in '<>,;:\\"()')
    ):
        raise BadAddress(address)
    return address


def _words(text: str) -> str:
    """Of a header: as it is, or as encoded words of RFC 2047, never split within a letter."""
    text = "".join(char if char >= " " and char != "\x7f" else " " for char in text).strip()
    if len(text) < 60 and re.fullmatch(r"[A-Za-z0-9 !#$%&'*+/^`|~-]*", text):  # needs no quotes either
        return text
    chunks, chunk = [], b""
    for char in text:
        if len(chunk) + len(char.encode()) > WORD_BYTES:
            chunks.append(chunk)
            chunk = b""
        chunk += char.encode()
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(one).decode()}?=" for one in [*chunks, chunk])


def _part(kind: str, text: str) -> str:
    encoded = base64.encodebytes(text.replace("\n", "\r\n").encode()).decode().replace("\n", "\r\n")
    return f"Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}"


def _file(kind: str, name: str, data: bytes, content_id: str = "") -> str:
    encoded = base64.encodebytes(data).decode().replace("\n", "\r\n")
    named = "".join(
        char
        if char.isascii() and (char.isalnum() or char in ".-_")
        else "".join(f"%{one:02X}" for one in char.encode())
        for char in name
    )
    how = "inline" if content_id else "attachment"
    own = f"Content-ID: <{content_id}>\r\n" if content_id else ""
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: {how}; filename*=utf-8''{named}\r\n{own}\r\n{encoded}"


def _multipart(boundary: str, parts: list[str]) -> str:
    return "".join(f"--{boundary}\r\n{part}\r\n" for part in parts) + f"--{boundary}--\r\n"


def _boundary() -> str:
    return f"=_{secrets.token_hex(12)}"
