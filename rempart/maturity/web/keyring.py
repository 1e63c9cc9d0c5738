"""The key ring: nothing seen against level n, and which of the five keys would let us look further."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rempart.maturity.web.links import Links
from rempart.maturity.web.stones import UNSEEN_LOOKS, Document, look_of, proven_of
from rempart.maturity.web.words import key_takes, key_word
from rempart.terms.evidence import Key


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One key: how many stones it would show, and what it takes."""

    name: str
    count_text: str
    href: str
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Keyring:
    """The sentence, and the five keys in one row."""

    sentence: str
    keys: list[KeyRow]


def keyring(document: Document, links: Links) -> Keyring:
    """Counts the wall's stones that are neither proven nor seen to fail, up to the level nothing speaks against."""
    level = document["level"]["wall"]["unrefuted"]
    unseen = [
        entry
        for entry in document["controls"]
        if entry["mandatory"]
        and entry["dimension"] == "wall"
        and entry["level"] <= max(level, 1)
        and look_of(entry, proven_of(document, "wall")) in UNSEEN_LOOKS
    ]
    counts = Counter(entry["key"] for entry in unseen if entry["key"])
    return Keyring(_sentence(level, len(unseen)), [_row(key.value, counts[key.value], links) for key in Key])


def _sentence(level: int, count: int) -> str:
    if level == 0:
        return ngettext(
            "Something speaks against level 1; %(count)s stone of it still needs a look from inside",
            "Something speaks against level 1; %(count)s stones of it still need a look from inside",
            count,
        ) % {"count": count}
    if count == 0:
        return _("Nothing seen against level %(level)s, and every stone of it has been seen") % {"level": level}
    return ngettext(
        "Nothing seen against level %(level)s; %(count)s stone still needs a look from inside",
        "Nothing seen against level %(level)s; %(count)s stones still need a look from inside",
        count,
    ) % {"level": level, "count": count}


def _row(key: str, count: int, links: Links) -> KeyRow:
    said = ngettext("%(count)s stone", "%(count)s stones", count) % {"count": count}
    text = _("%(stones)s: %(takes)s") % {"stones": said, "takes": key_takes(key)} if count else _("none here")
    return KeyRow(key_word(key), text, f"{links.page('keys')}#{key}" if count else "", count == 0)
