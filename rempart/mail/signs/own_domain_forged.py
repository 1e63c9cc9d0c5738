"""Our own name, forged."""

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    found = view.authentication
    failed = found.get("dmarc") not in (None, "pass", "none", "bestguesspass") or (
        "dmarc" not in found and found.get("dkim") not in (None, "pass") and found.get("spf") not in (None, "pass")
    )
    return view.sender.address if view.is_own and failed and found.get("arc") != "pass" else ""


UNIT = Sign(
    id="own_domain_forged", weight=3.4,
    says=Words(
        "It says it comes from us, and our own server found that it does not: {seen}",
        "Il dit venir de chez nous, et notre propre serveur a constaté que non\u202f: {seen}",
        "自称来自本机构，但本机构服务器判定并非如此：{seen}",
    ),
    find=_find,
)  # fmt: skip
