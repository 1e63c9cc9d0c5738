"""The certificate a server shows to strangers (TLS-01)."""

from typing import ClassVar, Literal

from rempart.facts.fact import Fact

ChainFault = Literal[
    "expired",
    "not_yet_valid",
    "wrong_name",
    "self_signed",
    "untrusted",
    "incomplete",
    "revoked",
    "weak_signature",
    "other",
]


class TlsCertificate(Fact, frozen=True, kw_only=True):
    """`faults` is empty when a browser would accept the chain for `name`. `ocsp_stapled` None = not told."""

    kind: ClassVar[str] = "tls.certificate"

    name: str
    address: str
    names: tuple[str, ...]
    issuer: str
    serial: str
    sha256: str
    not_before_ms: int
    not_after_ms: int
    key_type: Literal["rsa", "ec", "ed25519", "other"]
    key_bits: int
    signature_hash: str
    faults: tuple[ChainFault, ...]
    ocsp_stapled: bool | None
