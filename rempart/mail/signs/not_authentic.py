"""DMARC failed, by our own server's word."""

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    found = view.authentication
    if view.is_own or view.is_list or found.get("arc") == "pass":
        return ""  # what was forwarded breaks, and ARC says who saw it whole
    return f"DMARC {found['dmarc']}" if found.get("dmarc") in ("fail", "permerror") else ""


UNIT = Sign(
    id="not_authentic", weight=1.3,
    says=Words(
        "Our own server found that the sender is not who it says: {seen}",
        "Notre propre serveur a constaté que l’expéditeur n’est pas celui qu’il dit\u202f: {seen}",
        "本机构服务器判定发件人身份不符：{seen}",
    ),
    find=_find,
)  # fmt: skip
