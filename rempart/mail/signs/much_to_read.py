"""Phishing is short: it wants one thing. Padding can forge this, so it weighs little."""

from rempart.mail.core.verdict.sign import THERE, Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    return THERE if len(" ".join(view.shown.split())) > 4_000 else ""


UNIT = Sign(
    id="much_to_read",
    weight=-0.8,
    says=Words("It is long, with much to read", "Il est long, avec beaucoup à lire", "篇幅较长，内容丰富"),
    find=_find,
)
