"""One-time codes of eight digits: derived from a nonce and the installation's key, so no row and no backup holds one.

A digest of eight digits would be guessed in a second by whoever reads the table; without the key a nonce says nothing.
"""

import hmac
import re
import secrets

from rempart.access.core.limits import CODE_DIGITS

_DOMAIN = b"rempart-one-time-code-v1\n"
_FILLING = re.compile(r"[\s\-]+")


def new_nonce() -> str:
    """32 random bytes as hex."""
    return secrets.token_hex(32)


def code_of(key: str, nonce: str) -> str:
    """The code that goes with the nonce."""
    mac = hmac.digest(key.encode(), _DOMAIN + nonce.encode(), "sha256")
    return f"{int.from_bytes(mac, 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}}"  # 256 bits: the remainder's bias is nil


def is_code(key: str, nonce: str, typed: str) -> bool:
    """In the same time for right and wrong; blanks and hyphens typed for reading are ignored."""
    clean = _FILLING.sub("", typed[:64])
    return hmac.compare_digest(clean.encode(), code_of(key, nonce).encode())
