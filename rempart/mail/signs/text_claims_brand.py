"""The text borrows a known name, and no link leads to it."""

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words


def _find(view: View) -> str:
    if view.is_list or view.is_from_brand or view.is_own:
        return ""
    led = {one.host for one in clicked(view)}
    foreign = [brand for brand in view.text_brands if not any(brand.owns(host) for host in led)]
    return foreign[0].name if foreign and led else ""


UNIT = Sign(
    id="text_claims_brand", weight=0.5,
    says=Words(
        "The text speaks of {seen}, and the mail does not come from there",
        "Le texte parle de {seen}, et le message n’en vient pas",
        "正文提到 {seen}，但邮件并非来自该机构",
    ),
    find=_find,
)  # fmt: skip
