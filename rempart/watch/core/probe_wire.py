"""What a remote probe and its hub say to each other, and how a probe signs: version 1."""

import base64
import hashlib
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from rempart.watch.core.outcome import Outcome
from rempart.watch.core.wire import Wish

HEAD = "rempart-probe-v1"
ID_HEADER, NUMBER_HEADER, SIGNATURE_HEADER = "X-Rempart-Probe", "X-Rempart-Number", "X-Rempart-Signature"
BODY_MAX = 256 * 1024
LOOKS_MAX = 500  # of one exchange; a probe that was cut off sends the rest in the next ones
OLDEST_MS = 3_600_000  # a look that is older when it arrives says nothing of now


class Enrolment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The code that a person was shown, and the public half of the probe's new key, in hex."""

    code: str
    key: str


class Enrolled(msgspec.Struct, frozen=True):
    """What the probe is called from now on."""

    probe: str


class Report(msgspec.Struct, frozen=True):
    """One look. Its age, not its moment: the probe's clock does not matter."""

    monitor: str
    outcome: Outcome
    age_ms: int
    took_ms: int = 0
    reason: str = ""
    detail: str = ""


class Sent(msgspec.Struct, frozen=True):
    """What a probe sends: looks, and which list it has."""

    looks: tuple[Report, ...] = ()
    version: str = ""


class Told(msgspec.Struct, frozen=True):
    """What the hub answers: the list when it is another one, and what is to be looked at at once."""

    version: str
    monitors: tuple[Wish, ...] | None = None
    asks: dict[str, int] = msgspec.field(default_factory=dict)


def version_of(monitors: tuple[Wish, ...]) -> str:
    """Equal lists have the same."""
    return hashlib.sha256(msgspec.json.encode(monitors)).hexdigest()[:32]


def signed_text(probe: str, number: int, body: bytes) -> bytes:
    """What a probe signs. `number` only grows, so nothing can be sent twice."""
    return f"{HEAD}\n{probe}\n{number}\n{hashlib.sha256(body).hexdigest()}".encode()


def sign(key: Ed25519PrivateKey, probe: str, number: int, body: bytes) -> str:
    """Base64."""
    return base64.b64encode(key.sign(signed_text(probe, number, body))).decode()


def is_signed(key_hex: str, probe: str, number: int, body: bytes, signature: str) -> bool:
    """By the key that was enrolled."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key_hex))
        key.verify(base64.b64decode(signature, validate=True), signed_text(probe, number, body))
    except (ValueError, InvalidSignature):
        return False
    return True


def is_key(text: str) -> bool:
    """Is it the hex of a public key?"""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))
    except ValueError:
        return False
    return len(text) == 64 and text == text.lower()


def read(data: bytes, form: type[Any]) -> Any:
    """Raises ValueError for what is not of that form."""
    try:
        return msgspec.json.decode(data, type=form)
    except (msgspec.MsgspecError, RecursionError) as bad:
        raise ValueError("not of the form") from bad
