"""Honest houses do not ask in a mail."""

from rempart.mail.core.verdict.sign import THERE, Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    asks = [form or THERE for page in view.pages if page.has_password for form in page.forms or [""]]
    return asks[0][:80] if asks else ""


UNIT = Sign(
    id="asks_in_mail", weight=2.0,
    says=Words(
        "It holds a form that asks for a password: {seen}",
        "Il contient un formulaire qui demande un mot de passe\u202f: {seen}",
        "邮件中直接带有索要密码的表单：{seen}",
    ),
    find=_find,
)  # fmt: skip
