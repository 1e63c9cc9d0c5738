"""The subject borrows a known name."""

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    if view.is_list or view.is_from_brand or view.is_own:
        return ""
    return next((brand.name for brand in view.subject_brands), "")


UNIT = Sign(
    id="subject_claims_brand", weight=1.0,
    says=Words(
        "The subject speaks for {seen}, and the mail does not come from there",
        "L’objet parle au nom de {seen}, et le message n’en vient pas",
        "主题提到 {seen}，但邮件并非来自该机构",
    ),
    find=_find,
)  # fmt: skip
