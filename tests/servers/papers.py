"""Certificates with planted faults, made for loopback servers."""

import datetime
import ipaddress
import subprocess
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

DAY = datetime.timedelta(days=1)
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


def make_key(kind: str) -> Key:
    """`rsa2048`, `ec256`, `ed25519` ..."""
    if kind.startswith("rsa"):
        return _rsa(int(kind[3:]))
    if kind == "ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    return ec.generate_private_key({"256": ec.SECP256R1(), "384": ec.SECP384R1()}[kind[2:]])


@lru_cache
def _rsa(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)  # one per size: making them is what takes the time


@dataclass
class Party:
    """A certificate and its key; an issuer may be another Party or nobody (self-signed)."""

    certificate: x509.Certificate
    key: Key

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )


@dataclass(frozen=True)
class Wish:
    """What a certificate should say. Days count from now; `names` may hold addresses."""

    names: tuple[str, ...] = ("localhost",)
    key: str = "ec256"
    begins: float = -10
    ends: float = 80
    is_ca: bool = False
    usage: str = "server"
    tells_issuer: bool = False
    common: str = "leaf"


def sign(wish: Wish, issuer: Party | None = None) -> Party:
    """The certificate that was wished for."""
    key = make_key(wish.key)
    now = datetime.datetime.now(datetime.UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, wish.common)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + wish.begins * DAY)
        .not_valid_after(now + wish.ends * DAY)
        .add_extension(x509.BasicConstraints(wish.is_ca, None), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    )
    if wish.names and not wish.is_ca:
        builder = builder.add_extension(x509.SubjectAlternativeName([_name(n) for n in wish.names]), False)
    if not wish.is_ca:
        usage = {"server": ExtendedKeyUsageOID.SERVER_AUTH, "client": ExtendedKeyUsageOID.CLIENT_AUTH}[wish.usage]
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), False)
    if wish.tells_issuer:
        where = x509.UniformResourceIdentifier("http://ca.example/issuer.crt")
        access = x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, where)
        builder = builder.add_extension(x509.AuthorityInformationAccess([access]), False)
    signer = issuer.key if issuer else key
    digest = None if isinstance(signer, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return Party(builder.sign(signer, digest), key)


def _name(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        return x509.DNSName(text)


def sign_sha1(wish: Wish, issuer: Party, folder: Path) -> Party:
    """The same through openssl, which still signs with SHA-1 when asked."""
    draft = sign(wish, issuer)
    files = {"key": draft.key_pem, "ca": issuer.pem, "cakey": issuer.key_pem}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    extensions = ["basicConstraints=critical,CA:" + ("TRUE" if wish.is_ca else "FALSE")]
    if not wish.is_ca:
        extensions.append("subjectAltName=" + ",".join(f"DNS:{name}" for name in wish.names))
    (folder / "ext").write_text("\n".join(extensions))
    request = ["openssl", "req", "-new", "-key", "key", "-subj", f"/CN={wish.common}", "-out", "csr"]
    subprocess.run(request, cwd=folder, check=True, capture_output=True)
    made = subprocess.run(
        [
            "openssl",
            "x509",
            "-req",
            "-sha1",
            "-in",
            "csr",
            "-CA",
            "ca",
            "-CAkey",
            "cakey",
            "-set_serial",
            "77",
            "-days",
            "80",
            "-extfile",
            "ext",
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return Party(x509.load_pem_x509_certificate(made.stdout), draft.key)


@dataclass
class Authority:
    """A root that the tests trust, its intermediate, and a root that nobody trusts."""

    root: Party = field(default_factory=lambda: sign(Wish(is_ca=True, common="Wall Root", ends=3000)))
    middle: Party = field(init=False)
    foreign: Party = field(default_factory=lambda: sign(Wish(is_ca=True, common="Foreign Root", ends=3000)))

    def __post_init__(self) -> None:
        self.middle = sign(Wish(is_ca=True, common="Wall Middle", ends=1500), self.root)
