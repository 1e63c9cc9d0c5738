"""Most links are the sender's own."""

from rempart.mail.core.verdict.sign import THERE, Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words


def _find(view: View) -> str:
    led = {one.domain for one in clicked(view)}
    away = [one for one in led if not view.is_home(one)]
    return THERE if led and view.domain in led and len(away) * 2 <= len(led) + 1 else ""


UNIT = Sign(
    id="links_lead_home", weight=-1.0,
    says=Words(
        "Its links lead to where the mail says it comes from",
        "Ses liens mènent là d’où le message dit venir",
        "链接指向邮件声称的来源",
    ),
    find=_find,
)  # fmt: skip
