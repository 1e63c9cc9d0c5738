"""What it talks of, in the languages that such mails mostly come in; a word proves nothing alone."""

import re

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.topics import READ, said
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_TALKS = re.compile(
    r"(?:million|billion)s? (?:of )?(?:united states )?(?:dollars|euros|usd|pounds).{0,200}(?:you|your|fund)|(?:us\$|usd|\$|€|£) ?\d{1,3}[,.]\d{3}[,.]\d{3}|next of kin|inheritance|beneficiary|late (?:husband|client|father)|(?:compensation|unpaid|unclaimed|approved|abandoned) (?:fund|payment)|atm (?:visa )?card|consignment|(?:diplomat|barrister)|dying of|cancer.{0,80}(?:charity|donat)|donat\w+ .{0,60}(?:to you|million)|(?:business|investment) (?:proposal|partner\w*).{0,200}(?:fund|transfer|million|confiden)|loan.{0,60}(?:interest rate|\d ?%)|i am (?:mrs?|miss|dr|sgt|gen|barr)\b"
    r"|héritage|héritier|(?:million|milliard)s? (?:d')?(?:de |d')?(?:dollars|euros)|prêt.{0,60}(?:\d ?%|particulier)|donation.{0,80}(?:euros|million|maladie)|cancer.{0,80}(?:don|orphelin)"
    r"|遗产|继承人|百万.{0,6}(?:美元|欧元)|巨额|捐赠.{0,20}万|低息贷款"
    r"|herança|herencia|milh(?:ão|ões) de (?:dólares|euros|reais)|millones de (?:dólares|euros)|erbschaft|millionen (?:euro|dollar)|kredit.{0,40}\d ?%|darlehen"
)


def _find(view: View) -> str:
    return said(_TALKS, view.words[:READ])


UNIT = Sign(
    id="talks_of_fortune", weight=2.2,
    says=Words(
        "It offers a fortune, an inheritance or a loan out of nowhere: {seen}",
        "Il offre une fortune, un héritage ou un prêt venus de nulle part\u202f: {seen}",
        "凭空许诺巨款、遗产或贷款：{seen}",
    ),
    find=_find,
)  # fmt: skip
