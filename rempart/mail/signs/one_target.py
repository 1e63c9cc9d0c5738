"""One place, and not the sender's."""

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words


def _find(view: View) -> str:
    led = {one.domain for one in clicked(view)}
    return next(iter(led)) if len(led) == 1 and not view.is_home(next(iter(led))) and not view.is_list else ""


UNIT = Sign(
    id="one_target", weight=0.6,
    says=Words(
        "Every link leads to the same foreign place: {seen}",
        "Tous les liens mènent au même endroit étranger\u202f: {seen}",
        "所有链接都指向同一个外部地址：{seen}",
    ),
    find=_find,
)  # fmt: skip
