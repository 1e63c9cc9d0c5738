"""Innocent words for filters alone; a short preview text, which newsletters hide, does not count."""

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    hidden = " ".join(view.hidden.split())
    shown = len("".join(view.shown.split()))
    return hidden[:80] if len(hidden) > 600 and len(hidden) > shown and not view.is_list else ""


UNIT = Sign(
    id="hidden_words", weight=0.9,
    says=Words(
        "It holds words that nobody is meant to see: {seen}",
        "Il contient des mots que personne ne doit voir\u202f: {seen}",
        "含有故意隐藏的文字：{seen}",
    ),
    find=_find,
)  # fmt: skip
