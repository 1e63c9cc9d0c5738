"""What it talks of, in the languages that such mails mostly come in; a word proves nothing alone."""

import re

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.topics import READ, said
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_TALKS = re.compile(
    r"\b(?:record(?:ed|ing)|video|webcam|camera|footage)\b.{0,300}(?:bitcoin|btc|wallet|\bpay\b)|(?:bitcoin|btc).{0,300}(?:record|video|webcam|publish|leak|contacts)|i(?:'ve| have) (?:hacked|infected|access to your)|your (?:device|system|computer) (?:was|has been|is) (?:hacked|infected|compromised)"
    r"|(?:arrest|warrant|subpoena|prosecut|legal action).{0,100}(?:against you|pay|within|hours|interpol|police)|(?:interpol|europol|brigade de protection|gendarmerie|commissa).{0,200}(?:convocation|mandat|poursuite|infraction|pédo|mineur)|convocation (?:judiciaire|officielle)"
    r"|比特币.{0,80}(?:视频|录像|曝光|支付)|(?:视频|录像|摄像头).{0,80}比特币|intimação|intimacion|(?:processo|mandado) (?:judicial|trabalhista|tributári)|tribunal.{0,80}(?:intima|audiência)|multa.{0,60}(?:pendente|pendiente)|citación (?:judicial|urgente)"
)


def _find(view: View) -> str:
    return said(_TALKS, view.words[:READ])


UNIT = Sign(
    id="talks_of_threat", weight=2.4,
    says=Words(
        "It threatens, and asks for money: {seen}",
        "Il menace et réclame de l’argent\u202f: {seen}",
        "以威胁索要钱财：{seen}",
    ),
    find=_find,
)  # fmt: skip
