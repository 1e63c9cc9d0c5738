"""The witness's own key: Ed25519 for C2SP tlog-cosignature/v1, in a file of its own."""

import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rempart.ledger import durable, keys, note
from rempart.ledger.note import COSIGNATURE, BadNote, VerifierKey

KEY_FILE = "witness.key"


class Cosigner:
    """Says of a checkpoint: seen at this time, and the log has only grown."""

    def __init__(self, name: str, seed: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.key = VerifierKey(name, COSIGNATURE, self._private.public_key().public_bytes_raw())

    def cosign(self, text: str, seconds: int) -> str:
        """The signature line for a checkpoint's text."""
        value = self._private.sign(b"cosignature/v1\ntime %d\n" % seconds + text.encode())
        return note.line(self.key.name, self.key.id, seconds.to_bytes(8, "big") + value)


def load(folder: Path) -> Cosigner:
    """The key of a witness's folder. Raises FileNotFoundError, or BadNote when the file holds none."""
    return Cosigner(*keys.read_seed(folder / KEY_FILE, COSIGNATURE, "key of a witness"))


def load_or_create(folder: Path, name: str = "") -> Cosigner:
    """The key of a witness's folder, made at first use under `name` (or one drawn once)."""
    file = folder / KEY_FILE
    if not file.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        named = name or f"rempart-witness/{secrets.token_hex(8)}"
        if not note.is_key_name(named):
            raise BadNote(f"{named[:80]!r} is no key name: no spaces, no plus")
        durable.write_once(file, keys.written(named, secrets.token_bytes(32), COSIGNATURE).encode())
    return load(folder)
