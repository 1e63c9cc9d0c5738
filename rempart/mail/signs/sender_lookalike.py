"""The sender's domain is made to be mistaken for another."""

from rempart.mail.core.verdict.lookalike import imitates
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    like = imitates(view.sender.host, view.own.domains) if view.sender.host else ""
    return f"{view.sender.host} ≈ {like}" if like else ""


UNIT = Sign(
    id="sender_lookalike", weight=2.8,
    says=Words(
        "The domain of the sender is made to look like another: {seen}",
        "Le domaine de l’expéditeur imite un autre\u202f: {seen}",
        "发件域名仿冒另一域名：{seen}",
    ),
    find=_find,
)  # fmt: skip
