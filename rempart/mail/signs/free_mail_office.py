"""Free mailboxes that speak for an organisation."""

import re

from rempart.mail.core.verdict.lists import FREE_MAIL
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_OFFICE = re.compile(
    r"\b(support|service|security|team|department|office|account|billing|bank|banco|admin|helpdesk|notification|alert|reward|prize"
    r"|winner|lottery|claim|fund|ministry|director|ceo|président|direction|service client|équipe|comptabilité|sécurité|assistance"
    r"|mrs?\.?|barrister|attorney|dr\.?|rev\.?|gen\.?|foundation|atendimento|kundenservice)(?!\w)|客服|中心|部门|通知|管理员|财务|银行"
)


def _find(view: View) -> str:
    return view.sender.address if view.sender.host in FREE_MAIL and _OFFICE.search(view.sender.name.lower()) else ""


UNIT = Sign(
    id="free_mail_office", weight=1.2,
    says=Words(
        "An office writes from a mailbox that anybody can have: {seen}",
        "Un service écrit depuis une boîte gratuite\u202f: {seen}",
        "以机构名义从免费邮箱发信：{seen}",
    ),
    find=_find,
)  # fmt: skip
