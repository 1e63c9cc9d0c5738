"""It says that you wrote it to yourself: shown to frighten, or to get past rules about strangers."""

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    if view.is_list or view.letter.is_inline or view.authentication.get("dmarc") == "pass":
        return ""
    return view.sender.address if view.sender.address and view.sender.address in view.recipients[:1] else ""


UNIT = Sign(
    id="sender_is_recipient",
    weight=1.0,
    says=Words(
        "It says that its receiver wrote it: {seen}",
        "Il dit avoir été écrit par son propre destinataire\u202f: {seen}",
        "自称由收件人本人发出：{seen}",
    ),
    find=_find,
)
