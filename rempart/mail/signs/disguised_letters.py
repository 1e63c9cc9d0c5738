"""Letters of two scripts in a word, styled alphabets, letters that are not seen within words."""

import re
import unicodedata

from rempart.mail.core.message.decoding import header
from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_MIXED = re.compile(r"[^\W\d_]{4,30}")
_UNITS = re.compile(r"[µμΩ]")
_SPLIT = re.compile(
    r"(?:[a-zA-Z]{1,4}[\u00ad\u034f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0730-\u074a\u200b-\u200d\u2060\ufeff]){3,40}[a-zA-Z]"
)


def _find(view: View) -> str:
    raw = f"{header(view.letter.first('from'))[:300]} {header(view.letter.first('subject'))[:500]} {view.shown[:6_000]}"
    styled = [one for one in raw if 0x1D400 <= ord(one) <= 0x1D7FF or 0xFF21 <= ord(one) <= 0xFF5A]
    if len(styled) >= 6 and not any("\u3000" <= one <= "\u9fff" for one in raw):
        return "".join(styled[:30])
    for word in _MIXED.findall(raw):
        scripts = {unicodedata.name(letter, "?").partition(" ")[0] for letter in word if letter.isalpha()}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1 and not _UNITS.search(word):
            return str(word)[:40]
    split = _SPLIT.search(raw)
    return split.group()[:40] if split else ""


UNIT = Sign(
    id="disguised_letters", weight=1.6,
    says=Words(
        "Words are written with letters that only look right: {seen}",
        "Des mots sont écrits avec des lettres qui n’ont que l’apparence\u202f: {seen}",
        "文字使用形似的伪装字符：{seen}",
    ),
    find=_find,
)  # fmt: skip
