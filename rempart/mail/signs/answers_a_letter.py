"""A thread with its quotes."""

import re

from rempart.mail.core.verdict.sign import THERE, Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_QUOTES = re.compile(r"^[ \t]{0,8}>", re.MULTILINE)


def _find(view: View) -> str:
    has_thread = view.letter.first("in-reply-to") or view.letter.first("references")
    return THERE if has_thread and len(_QUOTES.findall(view.shown)) >= 3 else ""


UNIT = Sign(
    id="answers_a_letter", weight=-0.8,
    says=Words(
        "It answers a letter and quotes it",
        "Il répond à une lettre et la cite",
        "回复并引用了先前的邮件",
    ),
    find=_find,
)  # fmt: skip
