"""Our own name in the sender's, and the address is not ours."""

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    if view.is_own or view.is_list:
        return ""
    said = view.sender.name.lower()
    for one in view.own.domains:
        word = one.partition(".")[0]
        if len(word) >= 4 and word in said:
            return f"{view.sender.name[:60]} ({view.sender.address})"
    return ""


UNIT = Sign(
    id="own_name_outside", weight=1.8,
    says=Words(
        "It uses our name from outside: {seen}",
        "Il utilise notre nom depuis l’extérieur\u202f: {seen}",
        "从外部冒用本机构名称：{seen}",
    ),
    find=_find,
)  # fmt: skip
