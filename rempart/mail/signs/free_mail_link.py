"""A mailbox that anybody can have, and a single link: hardly a letter of somebody one knows."""

from rempart.mail.core.verdict.lists import FREE_MAIL
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words


def _find(view: View) -> str:
    if view.sender.host not in FREE_MAIL or view.is_list or view.letter.first("in-reply-to"):
        return ""
    led = {one.domain for one in clicked(view)}
    has_little = len(" ".join(view.shown.split())) < 1_500
    return view.sender.address if 1 <= len(led) <= 2 and has_little and view.pages else ""


UNIT = Sign(
    id="free_mail_link",
    weight=0.7,
    says=Words(
        "A free mailbox, few words and a link: {seen}",
        "Une boîte gratuite, peu de mots et un lien\u202f: {seen}",
        "免费邮箱、寥寥数语加一个链接：{seen}",
    ),
    find=_find,
)
