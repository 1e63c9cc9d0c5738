"""A mail that somebody forwarded within the words of another: found and cut out, in the ways that mail programs write it."""

import re

from rempart.mail.core.message.letter import Letter, Part

_MARK = re.compile(
    r"^[> \t]{0,20}(?:-{2,40}[ \t]{0,8}(?:original message|forwarded message|message d.origine|message transf[ée]r[ée]|message original|"
    r"forwarded by .{1,80}|原始邮件|转发的邮件|转发邮件信息|weitergeleitete nachricht|mensaje reenviado)[ \t]{0,8}-{2,40}"
    r"|begin forwarded message[ \t]?:|début du message (?:transféré|réexpédié)[ \t\xa0\u202f]?:|开始转发邮件[ \t]?[:：])",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = re.compile(
    r"^[> \t*]{0,10}(from|de|von|发件人|subject|objet|betreff|主题|reply-to|répondre à|回复)[ \t\xa0\u202f]{0,4}\*?[:：][ \t*]{0,8}(.{0,998})$",
    re.IGNORECASE | re.MULTILINE,
)
_NAMES = {
    "from": "from", "de": "from", "von": "from", "发件人": "from", "subject": "subject", "objet": "subject", "betreff": "subject",
    "主题": "subject", "reply-to": "reply-to", "répondre à": "reply-to", "回复": "reply-to",
}  # fmt: skip
_REACH = 2_500  # letters after the mark in which its headers stand


def cut_out(text: str, outer: Letter) -> Letter | None:
    """The forwarded mail, with the headers that were copied into the text; None where there is none."""
    mark = _MARK.search(text)
    if mark is None:
        return None
    heads: dict[str, str] = {}
    end = mark.end()
    for found in _HEAD.finditer(text, mark.end(), mark.end() + _REACH):
        name = _NAMES[found.group(1).lower()]
        if name not in heads:
            heads[name] = found.group(2).strip().encode("utf-8").decode("latin-1")
            end = max(end, found.end())
    if "@" not in heads.get("from", ""):
        return None
    body = text[end:]
    pages = [part for part in outer.parts if not (part.is_read and part.kind == "text/plain")]
    return Letter(
        headers=list(heads.items()),
        parts=[Part(kind="text/plain", charset="utf-8", body=body.encode("utf-8", "replace"), size=len(body)), *pages],
        is_inline=True,
    )
