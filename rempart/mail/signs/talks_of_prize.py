"""What it talks of, in the languages that such mails mostly come in; a word proves nothing alone."""

import re

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.topics import READ, said
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_TALKS = re.compile(
    r"congratulations?.{0,120}(?:won|win|winner|chosen|selected|reward|prize|gift|eligible|customer)|you(?:'ve| have) (?:been|won|an? )\w{0,12} ?(?:chosen|selected|won|received|reward|unclaimed|pending)"
    r"|(?:claim|redeem|receive|confirm|get|collect|unlock) (?:your|my|the|a|an|it) (?:\w+ ){0,4}(?:reward|prize|gift|bonus|winnings|voucher|promo|offer|jackpot)|gift ?card|(?:exclusive|customer|survey|loyalty|promo|unclaimed) (?:reward|gift|prize)|(?:free|no deposit) (?:spins?|bonus)|your name came up|you are (?:our|a|the) (?:\w+ )?winner"
    r"|félicitations?.{0,120}(?:gagn|choisi|sélectionn|lot|cadeau|récompense)|(?:réclam|récupér|recev|obten)\w* (?:votre|vos|un|le) (?:\w+ ){0,3}(?:cadeau|récompense|lot|gain|prix|bon d'achat|chèque)|vous avez (?:été|gagné|un) .{0,30}(?:sélectionn|tir|choisi|gagn|cadeau)|carte.cadeau|kit de"
    r"|恭喜.{0,40}(?:中奖|获得|抽中|领取|入选)|(?:领取|兑换).{0,12}(?:奖|礼|补贴|红包|积分)|补贴.{0,10}(?:申领|领取|发放)|中奖"
    r"|parab[eé]ns|(?:resgat|ganh)\w+.{0,40}(?:pontos|prêmio|premio|brinde|milhas|recompensa|cashback|bônus)|pontos.{0,40}(?:expir|resgat|dispon|acumulad)|valores? (?:a receber|dispon)"
    r"|felicidades|enhorabuena|felicitaciones|(?:reclam|gan)\w+ (?:su|tu|un) (?:\w+ ){0,2}(?:premio|regalo|recompensa)"
    r"|herzlichen glückwunsch|(?:gewonnen|gewinn\w*|ausgewählt).{0,60}(?:gutschein|preis|verlosung|geschenk|gewinnspiel)|gutschein.{0,60}(?:erhalten|gewinn|sichern|einlösen|im wert)|ihre? (?:prämie|belohnung|gewinn)\b"
    r"|当選|おめでとうございます.{0,40}(?:当|プレゼント)|ポイント.{0,20}(?:失効|還元|プレゼント)"
)


def _find(view: View) -> str:
    return said(_TALKS, view.words[:READ])


UNIT = Sign(
    id="talks_of_prize", weight=1.6,
    says=Words(
        "It promises a prize or a gift: {seen}",
        "Il promet un gain ou un cadeau\u202f: {seen}",
        "许诺奖品或礼物：{seen}",
    ),
    find=_find,
)  # fmt: skip
