"""Certificates of devices (RFC 5280): a root that can vouch for devices and for nothing else, leaves, the list of ended ones."""

import ipaddress
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ROOT_DAYS = 3_650
LEAF_DAYS = 90
LIST_DAYS = 7  # how long a list of ended certificates may be used before a newer one is asked for
BACKDATED_S = 300  # clocks of devices differ
ZONE = "device.rempart.invalid"  # reserved for ever (RFC 2606): no name of the internet can be vouched for
REQUEST_MAX = 8_192  # characters of a signing request; real ones have about a thousand
RSA_LEAST_BITS, RSA_MOST_BITS = 2_048, 8_192

Leaf = ec.EllipticCurvePublicKey | rsa.RSAPublicKey


class BadRequest(ValueError):
    """No signing request that can be used; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Ended(NamedTuple):
    """One line of the list."""

    serial: int
    at_ms: int


class Authority(NamedTuple):
    """The root and its key."""

    key: ec.EllipticCurvePrivateKey
    root: x509.Certificate


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 over the certificate's bytes, as hex."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def new_key() -> ec.EllipticCurvePrivateKey:
    """P-256: every browser and every system's key store takes it."""
    return ec.generate_private_key(ec.SECP256R1())


def moment(at_ms: int) -> datetime:
    """As certificates have it: whole seconds, UTC."""
    return datetime.fromtimestamp(at_ms // 1000, UTC)


def make_root(at_ms: int) -> Authority:
    """Only for names of devices, only to sign in: whoever imports it by mistake trusts no website through it."""
    key, name = new_key(), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Rempart devices")])
    no_address = [
        x509.IPAddress(ipaddress.ip_network("0.0.0.0/0")),
        x509.IPAddress(ipaddress.ip_network("::/0")),
    ]
    constraints = x509.NameConstraints([x509.DNSName(ZONE)], no_address)
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    built = (
        _begun(name, name, key.public_key(), at_ms, ROOT_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
        .add_extension(constraints, critical=True)
        .add_extension(own, critical=False)
    )
    return Authority(key, built.sign(key, hashes.SHA256()))


def make_leaf(authority: Authority, public: Leaf, device: str, at_ms: int) -> x509.Certificate:
    """Names the device's uid alone: a certificate is shown to whoever listens before TLS 1.3, so it names no person."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, device)])
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    built = (
        _begun(name, authority.root.subject, public, at_ms, LEAF_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(f"{device}.{ZONE}")]), critical=False)
        .add_extension(issuer, critical=False)
    )
    return built.sign(authority.key, hashes.SHA256())


def make_list(authority: Authority, ended: Iterable[Ended], at_ms: int) -> x509.CertificateRevocationList:
    """The list of ended certificates, signed."""
    start = moment(at_ms)
    built = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.root.subject)
        .last_update(start)
        .next_update(start + timedelta(days=LIST_DAYS))
        .add_extension(x509.CRLNumber(at_ms), critical=False)
    )
    for one in ended:
        line = x509.RevokedCertificateBuilder().serial_number(one.serial).revocation_date(moment(one.at_ms)).build()
        built = built.add_revoked_certificate(line)
    return built.sign(authority.key, hashes.SHA256())


def read_request(text: str) -> Leaf:
    """Of a signing request (PKCS#10, PEM) the key alone; names and wishes in it are not read. Raises BadRequest."""
    if len(text) > REQUEST_MAX:
        raise BadRequest("long")
    try:
        asked = x509.load_pem_x509_csr(text.strip().encode("ascii"))
        public = asked.public_key()
        is_own = asked.is_signature_valid
    except (ValueError, UnsupportedAlgorithm, InvalidSignature) as fault:
        raise BadRequest("form") from fault
    if not is_own:
        raise BadRequest("signature")
    if isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, ec.SECP256R1 | ec.SECP384R1):
        return public
    if isinstance(public, rsa.RSAPublicKey) and RSA_LEAST_BITS <= public.key_size <= RSA_MOST_BITS:
        return public
    raise BadRequest("key")


def _begun(subject: x509.Name, issuer: x509.Name, public: Leaf, at_ms: int, days: int) -> x509.CertificateBuilder:
    start = moment(at_ms)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - timedelta(seconds=BACKDATED_S))
        .not_valid_after(start + timedelta(days=days))
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )
