"""A SAML identity provider as a process on loopback: npm's samlp signs what is typed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import trustme
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from dev.identity.node import serving

PACKAGE = "samlp@8.0.0"
ENTITY = "urn:rempart:test-provider"


def certificate(folder: Path) -> tuple[Path, Path]:
    """Files of a key and its certificate, made on the spot."""
    made = trustme.CA(key_type=trustme.KeyType.RSA).issue_cert("localhost", key_type=trustme.KeyType.RSA)
    key, cert = folder / "idp.key", folder / "idp.pem"
    key.write_bytes(made.private_key_pem.bytes())
    cert.write_bytes(made.cert_chain_pems[0].bytes())
    load_pem_private_key(key.read_bytes(), None)
    return key, cert


@contextmanager
def running(port: int, audience: str, key: Path, cert: Path, emails: Mapping[str, str] | None = None) -> Iterator[str]:
    """Its sign-in address."""
    arguments = [str(port), ENTITY, audience, str(key), str(cert)]
    with serving(PACKAGE, "saml.mjs", arguments, emails or {}, f"http://127.0.0.1:{port}/"):
        yield f"http://localhost:{port}/sso"
