"""The small authority that vouches for devices: made at first use, its key sealed in the data folder."""

import json
import time
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from rempart.access.core.device_certificate import Authority, make_root
from rempart.channel import sealed
from rempart.channel.place import state_folder
from rempart.ledger import durable

SEALED_FILE = Path("keys") / "devices.sealed"
ROOT_FILE = Path("keys") / "devices.pem"  # the public half, for whoever ends TLS
CONTEXT = "device-authority"


def authority() -> Authority:
    """Root and key. Raises Unreadable for a file that another key sealed."""
    file = state_folder() / SEALED_FILE
    if not file.exists():
        _make(file)
    held = json.loads(sealed.decrypt(file.read_bytes(), CONTEXT))
    key = serialization.load_pem_private_key(held["key"].encode(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # we wrote it
    return Authority(key, x509.load_pem_x509_certificate(held["root"].encode()))


def root_file() -> Path:
    """The root as PEM, in a file of its own that always agrees with the sealed one."""
    file, text = state_folder() / ROOT_FILE, root_pem()
    if not file.exists() or file.read_bytes() != text:
        durable.put(file, text)
    return file


def root_pem() -> bytes:
    """What other systems import to recognise our devices."""
    return authority().root.public_bytes(serialization.Encoding.PEM)


def _make(file: Path) -> None:
    made = make_root(time.time_ns() // 1_000_000)
    key = made.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    root = made.root.public_bytes(serialization.Encoding.PEM)
    whole = json.dumps({"key": key.decode(), "root": root.decode()}).encode()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    durable.write_once(file, sealed.encrypt(whole, CONTEXT))  # of two first users one wins, and both read the same
