"""Reads a shown certificate and tells its faults apart: each one has another remedy."""

import ipaddress
import itertools
from datetime import datetime
from typing import Literal

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtensionOID

from rempart.facts.tls_certificate import ChainFault, TlsCertificate
from rempart.scanner.core.collector import Handshake, LookError
from rempart.terms.moment import from_rfc3339

MAX_NAMES = 100  # a certificate may hold thousands; the fact keeps the first ones, the judgement sees all
MAX_NAMES_CHARACTERS = 6_000  # of all kept names together: the fact must fit into an entry of the ledger
WEAK_HASHES = frozenset({"md5", "sha1", "md2"})
MIN_BITS = {"rsa": 2048, "ec": 224}  # CA/Browser Forum baseline requirements, 6.1.5
SELF_SIGNED, SELF_SIGNED_IN_CHAIN, REVOKED = 18, 19, 23  # X509_V_ERR_...
NO_ISSUER = frozenset({2, 20, 21})
KeyType = Literal["rsa", "ec", "ed25519", "other"]
UNREADABLE = (ValueError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.UnsupportedGeneralNameType)


def read_certificate(shown: Handshake, now_ms: int) -> TlsCertificate:
    """The fact about the leaf. Raises LookError `bad_answer` when the bytes are no certificate."""
    try:
        chain = [x509.load_der_x509_certificate(der) for der in shown.chain]
        return _fact(shown, chain, now_ms)
    except UNREADABLE as bad:
        raise LookError("bad_answer", f"The certificate of {shown.name} cannot be read ({type(bad).__name__})") from bad


def _fact(shown: Handshake, chain: list[x509.Certificate], now_ms: int) -> TlsCertificate:
    leaf = chain[0]
    names = _names(leaf)
    key_type, bits = _key(leaf)
    begin, end = _ms(leaf.not_valid_before_utc), _ms(leaf.not_valid_after_utc)
    faults: list[ChainFault] = []
    if now_ms >= end or (begin <= now_ms < end and not shown.is_in_time):
        faults.append("expired")
    if now_ms < begin:
        faults.append("not_yet_valid")
    if not covers(names, shown.name):
        faults.append("wrong_name")
    faults += _trust(shown.trust_code, chain)
    if any(_hash(c) in WEAK_HASHES for c in chain if c is leaf or c.issuer != c.subject):
        faults.append("weak_signature")
    if bits < MIN_BITS.get(key_type, 0):
        faults.append("other")
    return TlsCertificate(
        name=shown.name,
        address=shown.address,
        names=_kept(names),
        issuer=leaf.issuer.rfc4514_string()[:512],
        serial=f"{leaf.serial_number:x}",
        sha256=leaf.fingerprint(hashes.SHA256()).hex(),
        not_before_ms=begin,
        not_after_ms=end,
        key_type=key_type,
        key_bits=bits,
        signature_hash=_hash(leaf),
        faults=tuple(dict.fromkeys(faults)),
        ocsp_stapled=shown.has_staple,
    )


def _trust(code: int, chain: list[x509.Certificate]) -> list[ChainFault]:
    """What OpenSSL's code means. An issuer that was not sent but says where it is to be had is merely missing."""
    if code == 0:
        return []
    if code == SELF_SIGNED:
        return ["self_signed"]
    if code == SELF_SIGNED_IN_CHAIN:
        return ["untrusted"]
    if code == REVOKED:
        return ["revoked"]
    if code not in NO_ISSUER:
        return ["other"]
    top = chain[0]
    for _ in chain:
        top = next((c for c in chain if c.subject == top.issuer and c is not top), top)
    return ["incomplete"] if _tells_issuer(top) and top.issuer != top.subject else ["untrusted"]


def _tells_issuer(certificate: x509.Certificate) -> bool:
    try:
        found = certificate.extensions.get_extension_for_oid(ExtensionOID.AUTHORITY_INFORMATION_ACCESS).value
    except x509.ExtensionNotFound:
        return False
    assert isinstance(found, x509.AuthorityInformationAccess)
    return any(entry.access_method == AuthorityInformationAccessOID.CA_ISSUERS for entry in found)


def _names(leaf: x509.Certificate) -> list[str]:
    try:
        san = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []  # browsers no longer read the common name
    return [str(entry.value).lower()[:253] for entry in san if isinstance(entry, x509.DNSName | x509.IPAddress)]


def _kept(names: list[str]) -> tuple[str, ...]:
    ends = itertools.accumulate(len(name) for name in names[:MAX_NAMES])
    return tuple(name for name, end in zip(names, ends, strict=False) if end <= MAX_NAMES_CHARACTERS)


def covers(names: list[str], host: str) -> bool:
    """RFC 9525: an exact name, a wildcard for one whole left-most label, or the address itself."""
    try:
        wanted = str(ipaddress.ip_address(host))
    except ValueError:
        host = host.lower().rstrip(".")
        parent = host.partition(".")[2]
        return host in names or ("." in parent and f"*.{parent}" in names)
    return wanted in names


def _key(leaf: x509.Certificate) -> tuple[KeyType, int]:
    key = leaf.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return "rsa", key.key_size
    if isinstance(key, ec.EllipticCurvePublicKey):
        return "ec", key.curve.key_size
    if isinstance(key, ed25519.Ed25519PublicKey):
        return "ed25519", 256
    return "other", key.key_size if isinstance(key, dsa.DSAPublicKey) else 456 * isinstance(key, ed448.Ed448PublicKey)


def _hash(certificate: x509.Certificate) -> str:
    try:
        found = certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return "unknown"
    return found.name if found else "none"


def _ms(moment: datetime) -> int:
    return from_rfc3339(moment.isoformat())
