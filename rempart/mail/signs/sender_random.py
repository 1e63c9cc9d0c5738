"""Letters and digits that nobody would choose."""

import re

from rempart.mail.core.message.urls import is_number
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_ODD = re.compile(r"[bcdfghjklmnpqrstvwxz]{6}|(?:\d+[a-z]+){3}\d*$|^\d{5,}$|^(?=.*\d.*[a-z].*\d)[a-z0-9]{9,}$")
_ODD_LOCAL = re.compile(r"^(?=(?:.*\d){3})(?=(?:.*[a-z]){3})[a-z0-9]{12,}$|[bcdfghjklmnpqrstvwxz]{7}|\d{7}")

_PIECES = 5  # and more in one address: a mailing program counts its letters there, to know which one comes back


def _find(view: View) -> str:
    if view.is_list:
        return ""
    label = view.domain.partition(".")[0]
    local = view.sender.address.rpartition("@")[0][:64]
    is_counted = "+" in local or "=" in local or len(re.split(r"[-._]", local)) >= _PIECES
    odd = any(_ODD.search(one) for one in (label, *view.sender.host.split(".")[:-2]) if not is_number(view.domain))
    return view.sender.address if odd or (_ODD_LOCAL.search(local) and not is_counted) else ""


UNIT = Sign(
    id="sender_random", weight=1.0,
    says=Words(
        "The sender's address looks made up: {seen}",
        "L’adresse de l’expéditeur semble fabriquée\u202f: {seen}",
        "发件地址像是随机生成的：{seen}",
    ),
    find=_find,
)  # fmt: skip
