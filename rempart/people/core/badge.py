"""Open Badges 3.0 as VC-JWT: the credential, its signature (EdDSA, RFC 8037), and the list of what was withdrawn.

Sources: 1EdTech Open Badges 3.0, section 8.2 (JSON Web Token proof format); W3C Bitstring Status List 1.0.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
STATUS_CONTEXT = CONTEXT[:1]
STATUS_BITS = 131_072  # the least the standard allows: a shorter list tells too much about who looks


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who says it: an address that answers with its profile, and a name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Earned:
    """What was earned. `address` is the page that verifies it; `holder` is hashed with `salt`, never written."""

    address: str
    what: str
    name: str
    description: str
    criteria: str
    holder: str
    salt: str
    from_ms: int
    until_ms: int
    status_list: str
    place: int


def credential(issuer: Issuer, earned: Earned) -> dict[str, Any]:
    """Without a name or an address in clear: whoever holds the mail address can check that it is meant."""
    digest = hashlib.sha256((earned.holder.lower() + earned.salt).encode()).hexdigest()
    return {
        "@context": CONTEXT,
        "id": earned.address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": earned.name,
        "issuer": {"id": issuer.id, "type": ["Profile"], "name": issuer.name},
        "validFrom": _moment(earned.from_ms),
        "validUntil": _moment(earned.until_ms),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject", "hashed": True, "identityHash": f"sha256${digest}",
                    "identityType": "emailAddress", "salt": earned.salt,
                }
            ],
            "achievement": {
                "id": f"{issuer.id}#{earned.what}", "type": ["Achievement"], "name": earned.name,
                "description": earned.description, "criteria": {"narrative": earned.criteria},
            },
        },
        "credentialStatus": {
            "id": f"{earned.status_list}#{earned.place}", "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation", "statusListIndex": str(earned.place),
            "statusListCredential": earned.status_list,
        },
    }  # fmt: skip


def status_credential(issuer: Issuer, address: str, withdrawn: Collection[int], from_ms: int) -> dict[str, Any]:
    """The list as a credential of its own."""
    return {
        "@context": STATUS_CONTEXT,
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.id,
        "validFrom": _moment(from_ms),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(withdrawn),
        },
    }


def encoded(withdrawn: Collection[int]) -> str:
    """A bit a certificate, the first one on the left; multibase base64url of its gzip."""
    bits = bytearray(STATUS_BITS // 8)
    for place in withdrawn:
        bits[place // 8] |= 0x80 >> place % 8
    return "u" + _b64(gzip.compress(bytes(bits), mtime=0))


def signed(payload: Mapping[str, Any], key: Ed25519PrivateKey, key_id: str) -> str:
    """The payload as compact JWS, with the claims that the standard asks for."""
    issuer = payload["issuer"]
    claims = {
        **payload,
        "iss": issuer if isinstance(issuer, str) else issuer["id"],
        "jti": payload["id"],
        "nbf": _seconds(payload["validFrom"]),
    }
    if "validUntil" in payload:
        claims["exp"] = _seconds(payload["validUntil"])
    head = {"alg": "EdDSA", "typ": "JWT", "kid": key_id, "jwk": public_jwk(key.public_key())}
    body = f"{_b64(_json(head))}.{_b64(_json(claims))}"
    return f"{body}.{_b64(key.sign(body.encode()))}"


def public_jwk(key: Ed25519PublicKey) -> dict[str, str]:
    """As RFC 8037 writes it."""
    return {"kty": "OKP", "crv": "Ed25519", "x": _b64(key.public_bytes(Encoding.Raw, PublicFormat.Raw))}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _moment(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms // 1_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())
