"""Another address stands where the name belongs."""

from rempart.mail.core.message.addresses import every
from rempart.mail.core.message.urls import domain_of
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    if view.is_list:
        return ""
    for shown in every(view.sender.name):
        if domain_of(shown.rpartition("@")[2]) != view.domain:
            return shown
    return ""


UNIT = Sign(
    id="sender_shows_address", weight=2.2,
    says=Words(
        "The name of the sender shows {seen}, which is not the address it comes from",
        "Le nom de l’expéditeur affiche {seen}, qui n’est pas l’adresse d’envoi",
        "发件人名称显示 {seen}，与实际发件地址不符",
    ),
    find=_find,
)  # fmt: skip
