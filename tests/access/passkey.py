"""An authenticator in software, for tests: signs what it is asked to, honest or not."""

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

FLAGS = AuthenticatorData.FLAG
HERE = FLAGS.UP | FLAGS.UV
AAGUID = bytes(16)


class Passkey:
    """One key; `counter` is what it says next."""

    def __init__(self, origin: str, place: str, counter: int = 1) -> None:
        self.origin, self.place, self.counter = origin, place, counter
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)

    def made(self, challenge: str, **odd: Any) -> dict[str, Any]:
        """The answer to a registration."""
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(AAGUID, self.id, public)
        data = AuthenticatorData.create(
            hashlib.sha256(self.place.encode()).digest(), HERE | FLAGS.AT, self.counter, credential
        )
        client = self._client("webauthn.create", challenge, **odd)
        attested = AttestationObject.create("none", data, {})
        response = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attested)}
        return self._whole(response) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def signed(self, challenge: str, user: str, **odd: Any) -> dict[str, Any]:
        """The answer to a sign-in of `user` (the handle)."""
        place = odd.pop("place", self.place)
        counter = odd.pop("counter", self.counter)
        flags = odd.pop("flags", HERE)
        data = AuthenticatorData.create(hashlib.sha256(place.encode()).digest(), flags, counter)
        client = self._client(odd.pop("kind", "webauthn.get"), challenge, **odd)
        signature = self.key.sign(data + client.hash, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client), "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature), "userHandle": websafe_encode(user.encode()),
        }  # fmt: skip
        return self._whole(response)

    def _client(self, kind: str, challenge: str, *, origin: str | None = None) -> CollectedClientData:
        said = {"type": kind, "challenge": challenge, "origin": origin or self.origin, "crossOrigin": False}
        return CollectedClientData(json.dumps(said).encode())

    def _whole(self, response: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {
            "id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {},
            "authenticatorAttachment": "platform",
        }  # fmt: skip
