"""Two scripts in one name."""

import unicodedata

from rempart.mail.core.verdict.lookalike import shown
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View, clicked
from rempart.terms.words import Words


def _find(view: View) -> str:
    for one in clicked(view):
        name = shown(one.host) if "xn--" in one.host else ""
        scripts = {unicodedata.name(letter, "?").partition(" ")[0] for letter in name if letter.isalpha()}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}) > 1:
            return name
    return ""


UNIT = Sign(
    id="link_other_script", weight=2.0,
    says=Words(
        "A link's name is written with letters of another script: {seen}",
        "Le nom d’un lien est écrit avec les lettres d’un autre alphabet\u202f: {seen}",
        "链接域名混用其他文字的字母：{seen}",
    ),
    find=_find,
)  # fmt: skip
