"""What stands on a link is not where it leads."""

import re

from rempart.mail.core.message.urls import domain_of
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words

_SHOWS = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,15})(?:[/?#]\S*)?$")


def _find(view: View) -> str:
    if view.is_list:
        return ""
    for one in clicked(view):
        found = _SHOWS.match(one.text.strip().lower()) if one.where in ("html", "page") else None
        if found and domain_of(found.group(1)) != one.domain and not view.is_home(one.domain):
            return f"{found.group(1)} → {one.host}"
    return ""


UNIT = Sign(
    id="link_text_unlike", weight=1.2,
    says=Words(
        "A link shows one address and leads to another: {seen}",
        "Un lien affiche une adresse et mène à une autre\u202f: {seen}",
        "链接显示的地址与实际去向不同：{seen}",
    ),
    find=_find,
)  # fmt: skip
