"""A link's domain is made to be mistaken for another."""

from rempart.mail.core.verdict.lookalike import imitates
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words


def _find(view: View) -> str:
    for one in clicked(view):
        if not view.is_home(one.domain) and (like := imitates(one.host, view.own.domains)):
            return f"{one.host} ≈ {like}"
    return ""


UNIT = Sign(
    id="link_lookalike", weight=2.6,
    says=Words(
        "A link leads to a domain made to look like another: {seen}",
        "Un lien mène à un domaine qui en imite un autre\u202f: {seen}",
        "链接指向仿冒域名：{seen}",
    ),
    find=_find,
)  # fmt: skip
