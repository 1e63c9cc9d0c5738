"""M e t a M a s k."""

import re

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_SPREAD = re.compile(r"(?<![\w.])(?:[^\W\d_][ ]){4,30}[^\W\d_](?!\w)")


def _find(view: View) -> str:
    if view.is_list:
        return ""
    named = _SPREAD.findall(f"{view.sender.name} {view.subject}")
    found = named or _SPREAD.findall(view.shown[:6_000])
    return found[0][:40] if named or len(found) >= 2 else ""


UNIT = Sign(
    id="spread_letters", weight=1.3,
    says=Words(
        "Words are pulled apart so that filters do not read them: {seen}",
        "Des mots sont éclatés pour échapper aux filtres\u202f: {seen}",
        "文字被拆散以躲避过滤：{seen}",
    ),
    find=_find,
)  # fmt: skip
