"""What it talks of, in the languages that such mails mostly come in; a word proves nothing alone."""

import re

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.topics import READ, said
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_TALKS = re.compile(
    r"(?:parcel|package|shipment|delivery|packet).{0,80}(?:pending|on hold|held|waiting|awaiting|fail|attempt|unable|undeliver|reschedul|customs|fee|unpaid|suspend|confirm|could not)|(?:customs|shipping|delivery|redelivery) (?:fee|charge|dut)|track your (?:package|parcel)"
    r"|colis.{0,80}(?:attente|bloqué|retenu|suspendu|livr|frais|douane|reprogramm|affranchi|confirm)|frais de (?:douane|livraison|port|réexpédition|dédouanement)|(?:livraison|relivraison).{0,60}(?:échou|impossible|programm|report)"
    r"|(?:包裹|快递|快件|邮件派送).{0,30}(?:异常|滞留|失败|无法|清关|税费|补缴|理赔|确认|更新地址)|(?:encomenda|pedido|paquete|envío|envio).{0,60}(?:retid|taxa|pendente|pendiente|alfândega|aduana|liber|aguard|retenid|tax)|(?:paket|sendung|lieferung).{0,60}(?:gebühr|zoll|zustell|angehalten|wartet|bestätig|konnte nicht|ausstehend)"
)


def _find(view: View) -> str:
    return said(_TALKS, view.words[:READ])


UNIT = Sign(
    id="talks_of_parcel", weight=1.3,
    says=Words(
        "It says that a parcel waits for a payment or a confirmation: {seen}",
        "Il dit qu’un colis attend un paiement ou une confirmation\u202f: {seen}",
        "声称包裹等待付款或确认：{seen}",
    ),
    find=_find,
)  # fmt: skip
