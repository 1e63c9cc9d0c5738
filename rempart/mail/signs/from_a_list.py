"""Marks of a list. They can be forged, so they weigh little against what else is found."""

from rempart.mail.core.verdict.sign import THERE, Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    return THERE if view.is_list and not view.letter.is_inline else ""


UNIT = Sign(
    id="from_a_list", weight=-2.0,
    says=Words(
        "A discussion list handed it on",
        "Une liste de discussion l’a transmis",
        "由讨论列表转发",
    ),
    find=_find,
)  # fmt: skip
