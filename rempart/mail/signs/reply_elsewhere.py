"""Reply-To is a mailbox that anybody can have."""

from rempart.mail.core.message.urls import domain_of
from rempart.mail.core.verdict.lists import FREE_MAIL
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    back = domain_of(view.reply_to.host)
    if not back or view.is_list or back == view.domain:
        return ""
    return view.reply_to.address if back in FREE_MAIL or view.reply_to.host in FREE_MAIL or view.is_own else ""


UNIT = Sign(
    id="reply_elsewhere", weight=0.9,
    says=Words(
        "Answers would go to another address: {seen}",
        "Les réponses iraient à une autre adresse\u202f: {seen}",
        "回复会发往另一地址：{seen}",
    ),
    find=_find,
)  # fmt: skip
