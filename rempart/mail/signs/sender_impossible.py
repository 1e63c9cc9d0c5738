"""No domain, or one without an ending."""

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    host = view.sender.host
    if not view.letter.headers or view.letter.is_inline:
        return ""
    if not host or "." not in host.strip("."):
        return view.sender.address or view.sender.name or "?"
    return ""


UNIT = Sign(
    id="sender_impossible", weight=1.6,
    says=Words(
        "The sender's address cannot exist: {seen}",
        "L’adresse de l’expéditeur ne peut pas exister\u202f: {seen}",
        "发件地址不可能存在：{seen}",
    ),
    find=_find,
)  # fmt: skip
