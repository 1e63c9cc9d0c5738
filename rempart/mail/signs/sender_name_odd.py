"""Programs that forge a sender leave stray marks behind in its name."""

import re

from rempart.mail.core.message.decoding import header
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_ODD = re.compile(
    r"""[,("<>|;]\s*[\w.(]{0,6}\s*$|,_|[<>]{1,2}.*@|[\U0001F300-\U0001FAFF✅✔★☆⚠❗]|[!?]{2}|!\s*,$|\s{3,}"""
)


def _find(view: View) -> str:
    if view.is_list or view.letter.is_inline:
        return ""
    raw = header(view.letter.first("from").rpartition("<")[0])[:300].strip().strip("\"' ")
    return raw if _ODD.search(raw) else ""


UNIT = Sign(
    id="sender_name_odd",
    weight=1.2,
    says=Words(
        "The name of the sender has stray marks in it: {seen}",
        "Le nom de l’expéditeur contient des signes égarés\u202f: {seen}",
        "发件人名称含有多余符号：{seen}",
    ),
    find=_find,
)
