"""How many guesses a secret is away, estimated low: what people build passwords from counts for little.

The estimate is Rempart's own and coarse. It takes away what is predictable (repeats, rows of letters or of keys, years,
names that stand beside the secret, common stems) and counts the rest as random; so it calls too many strong, never too
many weak. A person's pass phrase of common words is not recognised unless its words are in the list.
"""

import itertools
import math
import re
from collections.abc import Collection

from rempart.access.core.credentials.secret import VALUE_MAX

WEAK_BITS = 64  # a program types it: nothing speaks against 100; below 64 a stolen digest is guessed
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn", "1234567890", "qwertzuiop")
_STEMS = (
    "password", "passwort", "motdepasse", "welcome", "bienvenue", "admin", "administrator", "root", "secret", "wordpress",
    "mysql", "database", "server", "backup", "changeme", "letmein", "test", "user", "login", "summer", "winter", "spring",
    "autumn", "company", "website", "default", "hello", "bonjour", "soleil", "dragon", "monkey", "football",
)  # fmt: skip
_LEET = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "@": "a", "5": "s", "$": "s", "7": "t", "!": "i"})
_YEAR = re.compile(r"(19|20)\d\d")
_WORD_BITS, _YEAR_BITS, _STEP_BITS = 8.0, 6.0, 1.0
_SETS = (
    (re.compile(r"[a-z]"), 26),
    (re.compile(r"[A-Z]"), 26),
    (re.compile(r"[0-9]"), 10),
    (re.compile(r"[^a-zA-Z0-9]"), 32),
)


def bits(value: str, near: Collection[str] = ()) -> float:
    """About the binary logarithm of the guesses."""
    text, known = value[:VALUE_MAX], 0.0
    for word in sorted({*near, *_STEMS}, key=len, reverse=True):
        text, count = _without(text, word)
        known += count * _WORD_BITS
    text, years = _YEAR.subn("", text)
    known += years * _YEAR_BITS
    if not text:
        return known
    alphabet = sum(size for form, size in _SETS if form.search(text))
    each = math.log2(max(2, min(alphabet, 4 * len(set(text)))))
    rest = each + sum(_STEP_BITS if is_step else each for is_step in _steps(text))
    return known + min(rest, each * len(set(text)) * 2)


def is_weak(value: str, near: Collection[str] = ()) -> bool:
    """Could somebody who has its digest guess it?"""
    return bits(value, near) < WEAK_BITS


def _without(text: str, word: str) -> tuple[str, int]:
    """Also written with digits for letters."""
    plain = text.lower().translate(_LEET)
    wanted = word.lower().translate(_LEET)
    if len(plain) != len(text):  # letters whose small form is longer: compared as they stand
        plain = text
    kept, at, count = [], 0, 0
    while (found := plain.find(wanted, at)) >= 0:
        kept.append(text[at:found])
        at, count = found + len(wanted), count + 1
    return "".join((*kept, text[at:])), count


def _steps(text: str) -> list[bool]:
    """From each letter to the next: part of a row or of repeats? Three in one direction are, two happen to follow in one
    of six random secrets of 16 letters."""
    ways = [set(), *(_ways(a, b) for a, b in itertools.pairwise(text)), set()]
    return [bool(here & (before | after)) for before, here, after in zip(ways, ways[1:], ways[2:], strict=False)]


def _ways(a: str, b: str) -> set[int]:
    """How one follows the other: 0 repeats it, ±1 is its neighbour in the alphabet, ±2 on a keyboard."""
    found = {ord(b) - ord(a)} & {-1, 0, 1}
    pair = (a + b).lower()
    found |= {2 for row in _ROWS if pair in row} | {-2 for row in _ROWS if pair[::-1] in row}
    return found
