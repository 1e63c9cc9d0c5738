"""Programs that know nothing but the address use it as a name."""

import re

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_GREETS = re.compile(
    r"(?:dear|hello|hi|hey|attn:?|bonjour|cher|chère|madame|monsieur|hallo|guten tag|sehr geehrte\w*|ol[aá]|prezad\w*|hola|estimad\w*"
    r"|ciao|尊敬的|您好|你好|亲爱的)[\s,:，：]{0,4}(?:user|customer|client|utilisateur|用户)?[\s,:]{0,3}([\w.+-]+@[\w.-]*\w)",
    re.IGNORECASE,
)


def _find(view: View) -> str:
    if view.is_list:
        return ""
    found = _GREETS.search(view.shown[:4_000])
    return found.group(1) if found and found.group(1).lower() in view.recipients else ""


UNIT = Sign(
    id="greets_by_address", weight=0.8,
    says=Words(
        "It greets an address instead of a name: {seen}",
        "Il salue une adresse au lieu d’un nom\u202f: {seen}",
        "称呼用的是邮箱地址而非姓名：{seen}",
    ),
    find=_find,
)  # fmt: skip
