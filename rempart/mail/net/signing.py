"""DKIM: sign a mail with the organisation's key, and what its record in DNS must hold."""

import base64

import dkim
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

HEADERS = [b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"content-type"]
LEAST_BITS, MOST_BITS = 1_024, 2_048  # RFC 8301; the record of a longer key is cut where we read it
MAX_KEY = 8_000  # characters of a key file


class BadKey(ValueError):
    """No RSA private key in PEM, or one of a size that nobody verifies."""


def public_of(pem: str) -> str:
    """What stands after `p=` in the record. Raises BadKey."""
    try:
        key = serialization.load_pem_private_key(pem[:MAX_KEY].encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as bad:
        raise BadKey("no key") from bad
    if not isinstance(key, RSAPrivateKey) or not LEAST_BITS <= key.key_size <= MOST_BITS:
        raise BadKey("no RSA key of 1024 to 2048 bits")
    der = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(der).decode()


class Signer:
    """The key, read once."""

    def __init__(self, pem: str, selector: str, domain: str) -> None:
        key = serialization.load_pem_private_key(pem.encode(), password=None)
        # the engine reads the older form alone
        self._pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
        self._selector, self._domain = selector.encode(), domain.encode()

    def sign(self, letter: bytes) -> bytes:
        """The mail with its signature before it."""
        signature = dkim.sign(
            letter, self._selector, self._domain, self._pem, include_headers=HEADERS,
            canonicalize=(b"relaxed", b"relaxed"),
        )  # fmt: skip
        return bytes(signature) + letter
