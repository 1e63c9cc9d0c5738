"""Enrolment: both sides prove that they know the code a person carried, and each learns the other's key."""

import hmac
import re
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rempart.channel.companion import wire
from rempart.channel.companion.line import DOORS, is_refusal, send, what_else
from rempart.channel.companion.trouble import Lying, Refused, Unreached

KEY = re.compile(r"[0-9a-f]{64}").fullmatch


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What the hub keeps of a site; `key_seed` sealed."""

    home: str
    site_key: str
    door: int
    key_seed: bytes = field(repr=False)


def enrol(home: str, code: str, *, ca_pem: str = "", allow_private: bool | None = None) -> Enrolled:
    """A new key for this site, and the site's own. Raises Refused (also for what can be no code), Lying, Unreached."""
    home, known = wire.canonical_home(home), wire.canonical_code(code)
    if known is None:
        raise Refused("code", "a code has 16 letters and digits, in groups of four")
    seed, nonce = secrets.token_bytes(32), secrets.token_hex(16)
    public = wire.public_of(Ed25519PrivateKey.from_private_bytes(seed))
    proof = wire.proof(known, "rempart-enrol-v1", home, public, nonce)
    body = wire.body_of("enrol", {"hub_key": public, "nonce": nonce, "proof": proof})
    said = ""
    for number, door in enumerate(DOORS):
        answer = send(home + door, body, {}, ca_pem, allow_private)
        if is_refusal(answer):
            raise Refused("refused", "the code is another site's, too old, used up, or mistyped")
        signature = answer.headers.get("x-rempart-signature")
        if signature is not None:
            return Enrolled(home, _site_key(answer.body, signature, known, home, nonce), number, seed)
        if answer.status >= 500:
            raise Unreached("broken", what_else(answer))
        said = said or what_else(answer)
    raise Unreached("no_companion", said)


def _site_key(body: bytes, signature: str, code: str, home: str, nonce: str) -> str:
    told = wire.table_of(body)
    site_key, proof = told.get("site_key"), told.get("proof")
    if not isinstance(site_key, str) or not KEY(site_key) or not isinstance(proof, str):
        raise Lying("form", "the answer to the enrolment names no key")
    due = wire.proof(code, "rempart-enrolled-v1", home, site_key, nonce)
    if not hmac.compare_digest(due.encode(), proof.encode()):
        raise Lying("proof", "whoever answered does not know the code")
    wire.check_answer(site_key, nonce, body, signature)
    return site_key
