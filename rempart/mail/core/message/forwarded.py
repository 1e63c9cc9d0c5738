"""A mail that somebody forwarded within the words of another: found and cut out, in the ways that mail programs write it."""

import re

from rempart.mail.core.message.letter import Letter, Part

_MARK = re.compile(
    r"^[> \t]{0,20}(?:-{2,40}[ \t]{0,8}(?:original message|forwarded message|message d.origine|message transf[ée]r[ée]|message original|"
    r"forwarded by .{1,80}|原始邮件|转发的?邮件|转发的?消息|转发邮件信息|weitergeleitete nachricht|mensaje reenviado)[ \t]{0,8}-{2,40}"
    r"|begin forwarded message[ \t]?:|début du message (?:transféré|réexpédié)[ \t\xa0\u202f]?:|开始转发的?邮件[ \t]?[:：])",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = re.compile(
    r"[> \t*]{0,10}(from|de|von|发件人|subject|objet|betreff|主题|reply-to|répondre à|回复|date|sent|envoyé|日期|发送时间|发送日期)[ \t\xa0\u202f]{0,4}\*?[:：][ \t*]{0,8}(.{0,998})",
    re.IGNORECASE,
)
_OTHER = re.compile(r"[> \t*]{0,10}[^\W\d_][\w ’'\xa0\u202f-]{0,30}\*?[:：]")  # To, Cc, Importance and the like
_NAMES = {
    "from": "from", "de": "from", "von": "from", "发件人": "from", "subject": "subject", "objet": "subject", "betreff": "subject",
    "主题": "subject", "reply-to": "reply-to", "répondre à": "reply-to", "回复": "reply-to",
    "date": "date", "sent": "date", "envoyé": "date", "日期": "date", "发送时间": "date", "发送日期": "date",
}  # fmt: skip
_QUOTED = re.compile(r"^> ?", re.MULTILINE)
_REACH = 2_500  # letters after the mark in which its headers stand


def cut_out(text: str, outer: Letter) -> Letter | None:
    """The forwarded mail, with the headers that were copied into the text and without marks of quoting; None where there is
    none. Some programs copy a sender's name and no address."""
    mark = _MARK.search(text)
    if mark is None:
        return None
    heads: dict[str, str] = {}
    end = at = mark.end()
    for line in text[at : at + _REACH].split("\n"):
        if found := _HEAD.match(line):
            heads.setdefault(_NAMES[found.group(1).lower()], found.group(2).strip().encode("utf-8").decode("latin-1"))
            end = at + len(line)
        elif heads and line.strip("> \t\r") and "@" not in line and not _OTHER.match(line):
            break  # the letter has begun: what looks like a header in it is its text
        at += len(line) + 1
    if not heads.get("from"):
        return None
    body = _QUOTED.sub("", text[end:])
    pages = [part for part in outer.parts if not (part.is_read and part.kind == "text/plain")]
    return Letter(
        headers=list(heads.items()),
        parts=[Part(kind="text/plain", charset="utf-8", body=body.encode("utf-8", "replace"), size=len(body)), *pages],
        is_inline=True,
    )
