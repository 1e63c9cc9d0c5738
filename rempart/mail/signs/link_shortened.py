"""Shortened addresses."""

from rempart.mail.core.verdict.lists import SHORTENERS
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words


def _find(view: View) -> str:
    if view.is_list:
        return ""
    return next((one.host for one in clicked(view) if one.host in SHORTENERS and one.domain != view.domain), "")


UNIT = Sign(
    id="link_shortened", weight=1.2,
    says=Words(
        "A link goes through a service that hides its target: {seen}",
        "Un lien passe par un service qui masque sa destination\u202f: {seen}",
        "链接经由隐藏目标的短链服务：{seen}",
    ),
    find=_find,
)  # fmt: skip
