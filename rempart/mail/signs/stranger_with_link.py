"""A page to click through to somewhere foreign, from somebody who does not say how to leave: no mailing that keeps the
rules of the large providers since 2024, and no letter of a person, who writes a line or answers one."""

from rempart.mail.core.verdict.sign import THERE, Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words


def _find(view: View) -> str:
    letter = view.letter
    if view.is_list or view.is_own or letter.is_inline or not view.pages:
        return ""
    if letter.first("list-unsubscribe") or letter.first("in-reply-to") or letter.first("references"):
        return ""
    led = {one.domain for one in clicked(view) if one.where in ("html", "form", "qr", "pdf")}
    return THERE if led and not any(view.is_home(one) for one in led) else ""


UNIT = Sign(
    id="stranger_with_link",
    weight=1.0,
    says=Words(
        "A mass mailing leads elsewhere and names no way to leave it",
        "Un envoi de masse mène ailleurs et n’indique aucun moyen de se désabonner",
        "群发邮件把人引向别处，且没有退订方式",
    ),
    find=_find,
)
