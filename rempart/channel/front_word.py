"""The word by which the console knows that a header comes from our own front and from nobody else.

The front puts it before what it saw of a visitor's certificate, and replaces whatever the visitor sent under that name.
A visitor, or another program on this machine that reaches the console's port, does not know it.
"""

import hmac
import re
import secrets
from pathlib import Path

from rempart.ledger import durable

HEADER = "X-Rempart-Device"
WORD_FILE = Path("keys") / "front.word"
_SEEN = re.compile(r"([0-9a-f]{64}):([0-9a-f]{64})").fullmatch


def make_word(state: Path) -> str:
    """The word, made at first use."""
    file = state / WORD_FILE
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        durable.write_once(file, secrets.token_hex(32).encode())
    return file.read_text("ascii")


def read_word(state: Path) -> str:
    """Empty where no front ever ran."""
    file = state / WORD_FILE
    return file.read_text("ascii") if file.exists() else ""


def fingerprint_in(header: str, word: str) -> str:
    """Of a header that our front wrote; empty for any other, for two in one, and where there was no certificate."""
    found = _SEEN(header)
    if found is None or not word or not hmac.compare_digest(found[1], word):
        return ""
    return found[2]
