"""Programs that know nothing but the address use it as a name."""

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    low = view.subject.lower()
    return next((one for one in view.recipients if len(one) > 5 and one in low and not view.is_list), "")


UNIT = Sign(
    id="subject_names_recipient", weight=1.4,
    says=Words(
        "The subject has your address in it: {seen}",
        "L’objet contient votre adresse\u202f: {seen}",
        "主题中带有您的邮箱地址：{seen}",
    ),
    find=_find,
)  # fmt: skip
