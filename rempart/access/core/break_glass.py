"""The sealed secret: long, read from paper, typed by somebody in a hurry."""

import hashlib
import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no letters that are mistaken for one another on paper
GROUPS, GROUP = 8, 5  # 40 letters of 31: 198 bits
TYPED_MAX = 200  # characters read; blanks and hyphens between groups are for the eye
_DOMAIN = b"rempart-break-glass-v1\n"


def new_secret() -> str:
    """In groups, as it is printed."""
    letters = (secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP))
    whole = "".join(letters)
    return "-".join(whole[at : at + GROUP] for at in range(0, len(whole), GROUP))


def digest(typed: str) -> str:
    """Under which it is found; empty for what cannot be one. 198 random bits need no slow hash."""
    if len(typed) > TYPED_MAX:
        return ""
    plain = "".join(letter for letter in typed.lower() if letter not in " -\t\r\n")
    if len(plain) != GROUPS * GROUP or not set(plain) <= set(ALPHABET):
        return ""
    return hashlib.sha256(_DOMAIN + plain.encode()).hexdigest()
