"""The sender's name borrows a known one."""

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    if view.is_list or view.is_own:
        return ""
    foreign = [brand for brand in view.brands if not brand.owns(view.sender.host)]
    if not foreign or len(foreign) < len(view.brands):
        return ""
    return f"{foreign[0].name} ({view.sender.address})"


UNIT = Sign(
    id="sender_claims_brand", weight=2.6,
    says=Words(
        "The sender calls itself {seen}, and the address is not one of theirs",
        "L’expéditeur se dit {seen}, et l’adresse n’est pas une des leurs",
        "发件人自称 {seen}，但地址不属于该机构",
    ),
    find=_find,
)  # fmt: skip
