"""A code that a person types once: 16 letters of Crockford's base32, 80 bits, grouped by four."""

import hashlib
import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
LIVES_S = 1_800
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Grouped, to be read aloud."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(letters[n : n + 4] for n in range(0, LENGTH, 4))


def digest_of(code: str) -> str:
    """What is kept of it; however it was typed. Empty for what can be no code."""
    plain = code.upper().replace("-", "").replace(" ", "").translate(_ALIKE)
    is_code = len(plain) == LENGTH and set(plain) <= set(LETTERS)
    return hashlib.sha256(plain.encode()).hexdigest() if is_code else ""
