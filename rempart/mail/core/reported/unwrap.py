"""A mail that somebody sent on: the one they mean is within, as an attachment or quoted in the text."""

import email.message
import re
from dataclasses import dataclass

from rempart.mail.core.reported.limits import MAX_TEXT, MAX_UNWRAPPED
from rempart.mail.core.reported.look import content_of, file_name, look, parsed

ATTACHED, INLINE, NOTHING = "attached", "inline", "nothing"
_ENDS = (".eml",)
# What clients write above a quoted mail: Outlook, Gmail, Apple Mail, Thunderbird in the three languages.
_BEGINS = re.compile(
    r"^[\s>*]*(?:-{2,}\s*(?:Original Message|Forwarded message|Message d[’']origine|Message transféré|Message transf[eé]r[eé]|原始邮件|转发的?邮件|转发的?消息)\s*-{2,}"
    r"|Begin forwarded message\s*:|Début du message (?:réexpédié|transféré)\s*:|开始转发的邮件\s*[：:])[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(
    r"^[\s>*]*(From|De|发件人|Subject|Objet|主题|Date|Sent|Envoyé|日期|发送时间|发送日期)\*?\s*[:：]\*?\s*(.{1,500})$",
    re.IGNORECASE,
)
_MEANS = {
    "from": "From", "de": "From", "发件人": "From", "subject": "Subject", "objet": "Subject", "主题": "Subject", "date": "Date",
    "sent": "Date", "envoyé": "Date", "日期": "Date", "发送时间": "Date", "发送日期": "Date",
}  # fmt: skip
_HEAD_LINES = 12  # below the line that begins a quoted mail


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """`raw` is the mail that is meant; `form` how it was found. Inline, its head was typed by a client: it proves nothing."""

    raw: bytes
    form: str


def unwrap(raw: bytes) -> Unwrapped:
    """The innermost mail of a forward; NOTHING when none is within. Never raises."""
    found = _attached(raw)
    if found is None:
        return _inline(raw)
    for _ in range(MAX_UNWRAPPED - 1):
        further = _attached(found) if _is_bare_forward(found) else None
        if further is None:
            break
        found = further
    return Unwrapped(found, ATTACHED)


def _attached(raw: bytes) -> bytes | None:
    """The first mail that hangs on this one."""
    message, _ = parsed(raw)
    waiting: list[email.message.Message] = [message]
    while waiting:
        part = waiting.pop(0)
        inner = part.get_payload()
        if part.get_content_type() == "message/rfc822" or file_name(part).lower().endswith(_ENDS):
            return content_of(part) or None
        if isinstance(inner, list):
            waiting += [one for one in inner if isinstance(one, email.message.Message)]
    return None


def _is_bare_forward(raw: bytes) -> bool:
    """Somebody sent on what was sent on to them: a forward whose own text is next to nothing."""
    seen = look(raw)
    return bool(re.match(r"(?:fwd?|tr|wg|转发)\s*[:：]", seen.subject, re.IGNORECASE)) and not seen.links


def _inline(raw: bytes) -> Unwrapped:
    seen = look(raw)
    found = _BEGINS.search(seen.text)
    if found is None:
        return Unwrapped(raw, NOTHING)
    lines = seen.text[found.end() :].lstrip("\r\n").split("\n")
    fields: dict[str, str] = {}
    for line in lines[:_HEAD_LINES]:
        if match := _FIELD.match(line):
            fields.setdefault(_MEANS[match.group(1).lower()], match.group(2).strip())
    body = "\n".join(line.removeprefix("> ").removeprefix(">") for line in lines)[:MAX_TEXT]
    links = "\n".join(link for link in seen.links if link not in body)
    made = email.message.Message()
    for name, value in fields.items():
        made[name] = " ".join(value.split())
    made["Content-Type"] = "text/plain; charset=utf-8"
    made["Content-Transfer-Encoding"] = "8bit"
    head = "".join(f"{name}: {value}\r\n" for name, value in made.items())
    return Unwrapped(f"{head}\r\n{body}\n{links}".encode("utf-8", "replace"), INLINE)
