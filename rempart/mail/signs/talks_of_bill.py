"""What it talks of, in the languages that such mails mostly come in; a word proves nothing alone."""

import re

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.topics import READ, said
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_TALKS = re.compile(
    r"(?:payment|invoice|billing|transaction|subscription|order|renewal|refund).{0,60}(?:fail|declin|overdue|pending|due|charged|cancel|renew|attached|could not|unsuccessful|problem|unable|receipt|dispute|process|debited|issued)|(?:has been|was|will be) (?:charged|debited|renewed)|(?:tax|pending|owed) refund|refund of|remittance|(?:call|contact) (?:us|our)?.{0,40}(?:\+?1[ -.(]{0,2}\d{3}[ -.)]{1,2}\d{3}|toll)|purchase order|swift copy|proof of payment"
    r"|(?:paiement|facture|abonnement|remboursement|prélèvement|virement|impôt|amende|contravention).{0,60}(?:refus|échou|impay|attente|expir|retard|rejet|suspend|disponible|joint|renouvel|régl|majoration|annul)|trop.perçu|(?:付款|发票|退款|退税|账单|扣款|订单|续费|转账|汇款|货款).{0,20}(?:失败|逾期|附件|查收|待|异常|确认|处理|申请)|(?:fatura|boleto|pagamento|nota fiscal|factura|pago).{0,60}(?:venc|pendente|pendiente|anex|adjunt|atras|recus|rechaz|aberto)|(?:rechnung|zahlung|mahnung|lastschrift|abonnement|rückerstattung).{0,60}(?:offen|fehlgeschlagen|überfällig|anhang|ausstehend|abgelehnt|erneuer|läuft ab)"
)


def _find(view: View) -> str:
    return said(_TALKS, view.words[:READ])


UNIT = Sign(
    id="talks_of_bill", weight=0.9,
    says=Words(
        "It speaks of a payment, an invoice or a refund to act on: {seen}",
        "Il parle d’un paiement, d’une facture ou d’un remboursement à traiter\u202f: {seen}",
        "要求处理付款、发票或退款：{seen}",
    ),
    find=_find,
)  # fmt: skip
