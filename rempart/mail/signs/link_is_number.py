"""A server without a name; addresses of one's own network do not count."""

from ipaddress import ip_address

from rempart.mail.core.message.urls import is_number
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words


def _find(view: View) -> str:
    if view.is_list:
        return ""
    for one in clicked(view):
        host = one.host.strip("[]")
        if is_number(host) and ip_address(host).is_global:
            return host
    return ""


UNIT = Sign(
    id="link_is_number", weight=2.0,
    says=Words(
        "A link leads to a bare number instead of a name: {seen}",
        "Un lien mène à une adresse en chiffres au lieu d’un nom\u202f: {seen}",
        "链接指向数字地址而非域名：{seen}",
    ),
    find=_find,
)  # fmt: skip
