"""Endings sold for next to nothing."""

from rempart.mail.core.verdict.lists import CHEAP
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    return view.domain if view.domain.partition(".")[2] in CHEAP and not view.is_list else ""


UNIT = Sign(
    id="sender_cheap", weight=0.9,
    says=Words(
        "The sender's name has an ending that is often abused: {seen}",
        "Le nom de l’expéditeur a une extension souvent détournée\u202f: {seen}",
        "发件域名后缀常被滥用：{seen}",
    ),
    find=_find,
)  # fmt: skip
