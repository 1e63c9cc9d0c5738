"""Endings sold for next to nothing."""

from rempart.mail.core.verdict.lists import CHEAP
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words


def _find(view: View) -> str:
    if view.is_list:
        return ""
    for one in clicked(view):
        if one.domain != view.domain and one.domain.partition(".")[2] in CHEAP:
            return one.domain
    return ""


UNIT = Sign(
    id="link_cheap", weight=0.8,
    says=Words(
        "A link leads to a name under an ending that is often abused: {seen}",
        "Un lien mène à un nom dont l’extension est souvent détournée\u202f: {seen}",
        "链接域名后缀常被滥用：{seen}",
    ),
    find=_find,
)  # fmt: skip
