"""A name or an address taken out of what people wrote about something else."""

import re
from collections.abc import Collection

MARK = "…"
_HAN = re.compile(r"[\u3400-\u9fff]")


def telling(name: str, email: str) -> list[str]:
    """What names this one person and hardly anything else: the address, and a name of two words or in Chinese.

    A first name alone is also a word, a town or somebody else's name.
    """
    name, email = " ".join(name.split()), email.strip()
    is_one = len(name.split()) > 1 or (len(name) > 1 and _HAN.search(name))
    return [word for word in (email if "@" in email else "", name if is_one else "") if word]


def blot(text: str, words: Collection[str]) -> str:
    """The text without these, however they are capitalised; a longer word that holds one of them stays."""
    for word in sorted(words, key=len, reverse=True):
        inner = r"\s+".join(re.escape(part) for part in word.split())
        form = inner if _HAN.search(word) else rf"(?<!\w){inner}(?!\w)"
        text = re.sub(form, MARK, text, flags=re.IGNORECASE)
    return text
