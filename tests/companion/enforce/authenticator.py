"""A security key in software, and ways to lie with it."""

import hashlib
import json
import secrets
import struct
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from fido2 import cbor
from fido2.cose import ES256, RS256


def text(raw: bytes) -> str:
    """Base64 for addresses, without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Authenticator:
    """One key pair for one site."""

    host: str
    origin: str
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    count: int = 0

    def _client(self, kind: str, challenge: bytes, **other: Any) -> bytes:
        said = {"type": kind, "challenge": text(challenge), "origin": self.origin, "crossOrigin": False} | other
        return json.dumps(said).encode()

    def _head(self, flags: int) -> bytes:
        self.count += 1
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)

    def make(self, challenge: bytes, **other: Any) -> str:
        """The answer to navigator.credentials.create, as the page posts it."""
        public = self.key.public_key()
        cose = (
            ES256.from_cryptography_key(public)
            if isinstance(self.key, ec.EllipticCurvePrivateKey)
            else RS256.from_cryptography_key(public)
        )
        data = self._head(0x45) + bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(dict(cose))
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": other.pop("data", data)})
        return json.dumps(
            {"client": text(self._client("webauthn.create", challenge, **other)), "attestation": text(attestation)}
        )

    def use(self, challenge: bytes, flags: int = 0x05, **other: Any) -> str:
        """The answer to navigator.credentials.get."""
        client, data = self._client("webauthn.get", challenge, **other), self._head(flags)
        signed = data + hashlib.sha256(client).digest()
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        else:
            signature = self.key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
        return json.dumps(
            {"id": text(self.id), "client": text(client), "data": text(data), "signature": text(signature)}
        )
