"""Faults that honest programs do not make."""

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    told = sorted(view.letter.faults & {"too_many_headers", "too_many_parts", "too_deep", "two_senders"})
    two = len(list(view.letter.all("from"))) > 1 or len(list(view.letter.all("subject"))) > 1
    return ", ".join([*told, *(["two_senders"] if two else [])])


UNIT = Sign(
    id="came_broken", weight=0.7,
    says=Words(
        "The mail is built in a way that programs disagree about: {seen}",
        "Le message est construit d’une façon que les logiciels lisent différemment\u202f: {seen}",
        "邮件结构异常，各程序解读不一：{seen}",
    ),
    find=_find,
)  # fmt: skip
