"""Names that are made to be mistaken for another: swapped and styled letters, one letter more or less, a name inside a name."""

import re
from functools import lru_cache

from rempart.mail.core.message.urls import domain_of, is_number
from rempart.mail.core.verdict.brands import book

# letters of other scripts that look like Latin ones, and digits that stand for letters; Unicode's confusables, the common ones
_TWINS = str.maketrans(
    {pair[0]: pair[1] for pair in ["аa", "еe", "оo", "рp", "сc", "уy", "хx", "иu", "іi", "јj", "ѕs", "һh", "ԁd", "ԛq", "ԝw", "вb", "нh", "кk", "мm", "тt", "гr", "ɡg", "ɩi", "ıi", "łl", "οo", "αa", "ρp", "υu", "νv", "ιi", "κk", "τt", "εe", "ωw", "χx", "ⅼl", "0o", "1l", "3e", "5s", "$s", "@a"]}
)  # fmt: skip
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"))
_GENERIC = frozenset(
    ("email", "online", "support", "office", "mobile", "world", "orange", "target", "spectrum", "outlook", "delta")
)


def skeleton(word: str) -> str:
    """What it looks like."""
    folded = word.lower().translate(_TWINS)
    return re.sub(r"[^a-z]", "", folded)


def shown(host: str) -> str:
    """With the letters that a person sees where the name is written out in ASCII (xn--…)."""
    try:
        return ".".join(
            one.encode("ascii").decode("idna") if one.startswith("xn--") else one for one in host.split(".")
        )
    except UnicodeError:
        return host


@lru_cache(maxsize=8_192)
def imitates(host: str, own: frozenset[str] = frozenset()) -> str:
    """The name it imitates: a brand's, or one of our own domains; nothing for an honest name."""
    domain = domain_of(host)
    if not domain or is_number(host) or "." not in host:
        return ""
    targets = {one.partition(".")[0]: one for one in own if len(one.partition(".")[0]) >= 5}
    if any(host == one or host.endswith(f".{one}") for one in own):
        return ""
    label = shown(domain).partition(".")[0]
    for word, brand in book().labels.items():
        if brand.owns(host) or word in targets:
            continue
        if word not in _GENERIC and _alike(label, host, word):
            return brand.name
    return next((whole for word, whole in targets.items() if _alike(label, host, word, strict=True)), "")


def _alike(label: str, host: str, word: str, *, strict: bool = False) -> bool:
    if label == word:
        return strict  # ours under another ending; a brand may own endings that nobody listed
    looks = skeleton(label)
    if looks == word or any(looks.replace(two, one) == word for two, one in _PAIRS):
        return True
    if len(word) >= 6 and abs(len(label) - len(word)) <= 1 and _near(label, word):
        return True
    pieces = re.split(r"[-_.]", shown(host))
    inside = word in pieces[:-1] and len(pieces) > 2
    return inside or (len(word) >= 6 and len(label) > len(word) and (label.startswith(word) or label.endswith(word)))


def _near(one: str, other: str) -> bool:
    """One letter more, less, other, or two changed places; the first letter is the same, as a reader goes by it."""
    if one[0] != other[0] or one == other:
        return False
    if len(one) == len(other):
        differ = [at for at in range(len(one)) if one[at] != other[at]]
        return len(differ) == 1 or (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and one[differ[0]] == other[differ[1]]
            and one[differ[1]] == other[differ[0]]
        )
    short, long = sorted((one, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
