"""Storage, forms and sites that need no name."""

from rempart.mail.core.verdict.lists import is_free_host
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words


def _find(view: View) -> str:
    if view.is_list:
        return ""
    return next((one.host for one in clicked(view) if is_free_host(one.host) and one.domain != view.domain), "")


UNIT = Sign(
    id="link_free_host", weight=1.5,
    says=Words(
        "A link leads to a place where anybody puts a page: {seen}",
        "Un lien mène à un hébergement ouvert à tous\u202f: {seen}",
        "链接指向任何人都可建页的托管平台：{seen}",
    ),
    find=_find,
)  # fmt: skip
