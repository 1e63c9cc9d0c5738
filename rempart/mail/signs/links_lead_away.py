"""All links lead elsewhere; so do many newsletters sent through a service."""

from rempart.mail.core.verdict.sign import THERE, Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words


def _find(view: View) -> str:
    led = {one.domain for one in clicked(view)}
    return THERE if led and view.domain and view.domain not in led and not view.is_list else ""


UNIT = Sign(
    id="links_lead_away", weight=0.9,
    says=Words(
        "No link leads to where the mail says it comes from",
        "Aucun lien ne mène là d’où le message dit venir",
        "没有任何链接指向邮件声称的来源",
    ),
    find=_find,
)  # fmt: skip
