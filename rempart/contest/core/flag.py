"""Flags: made from the contest's key, never kept, the same each time they are made."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable

KEY_BYTES = 32
FORM = re.compile(r"flag-[a-z2-7]{24}\Z")  # 120 bits: nobody guesses one within an afternoon
LONGEST = 80  # characters of what is handed in that are looked at


def flag_of(key: bytes, side: str, weakness: str) -> str:
    """Of one weakness on one side's site."""
    made = hmac.new(key, f"{side}|{weakness}".encode(), hashlib.sha256).digest()[:15]
    return "flag-" + base64.b32encode(made).decode().lower()


def tidy(given: str) -> str:
    """As people copy it: with spaces around, in capitals."""
    return given.strip().lower()[:LONGEST]


def whose(key: bytes, given: str, sides: Iterable[str], weaknesses: Iterable[str]) -> tuple[str, str] | None:
    """Side and weakness of a flag; None for one that was never planted. Every one is compared, in the same time."""
    found, word = None, tidy(given)
    if not FORM.match(word):
        return None
    names = tuple(weaknesses)
    for side in sides:
        for weakness in names:
            if hmac.compare_digest(flag_of(key, side, weakness), word):
                found = (side, weakness)
    return found
