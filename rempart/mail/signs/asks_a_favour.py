"""What it talks of, in the languages that such mails mostly come in; a word proves nothing alone."""

import re

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.topics import READ, said
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_TALKS = re.compile(
    r"(?:change|update|new|amend|switch).{0,40}(?:bank(?:ing)? (?:details|account|information)|direct deposit|payroll|iban)|(?:purchase|buy|get).{0,40}gift ?cards?|are you (?:available|at your desk|free|in the office)|(?:urgent|wire|same.day|process a) (?:wire )?transfer|i(?:'m| am) in a meeting|keep (?:this|it) (?:confidential|between us|discreet)|send me your (?:cell|mobile|phone|whatsapp)|whatsapp number"
    r"|(?:changement|nouveau|modifi\w+|mise à jour|mettre à jour).{0,40}(?:\brib\b|coordonnées bancaires|\biban\b|compte bancaire)|virement.{0,40}(?:urgent|aujourd'hui|confidenti|discr)|(?:es-tu|êtes-vous|etes-vous) (?:disponible|au bureau)|cartes? cadeaux?.{0,60}(?:achet|code)|je suis en réunion|reste confidentiel"
    r"|(?:变更|更换|更新|新的).{0,12}(?:银行账户|收款账户|账号|开户行)|(?:紧急|立即|马上).{0,8}(?:转账|汇款|付款)|(?:在吗|方便吗).{0,30}(?:转|款|群)|(?:建|加).{0,6}(?:qq群|工作群|微信群)|保密"
)


def _find(view: View) -> str:
    return said(_TALKS, view.words[:READ])


UNIT = Sign(
    id="asks_a_favour", weight=1.8,
    says=Words(
        "It asks for a quiet favour with money: gift cards, new bank details, a transfer: {seen}",
        "Il demande une faveur discrète liée à l’argent\u202f: cartes cadeaux, nouveau RIB, virement\u202f: {seen}",
        "私下请求与钱有关的帮助（礼品卡、变更账户、转账）：{seen}",
    ),
    find=_find,
)  # fmt: skip
