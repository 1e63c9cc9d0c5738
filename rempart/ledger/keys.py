"""The installation's signing key: one Ed25519 key in a file of its own, one key name for each log."""

import base64
import binascii
import os
import secrets
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rempart.ledger import note
from rempart.ledger.checkpoint import Checkpoint
from rempart.ledger.note import ED25519, BadNote, VerifierKey

KEY_FILE = Path("keys") / "ledger.key"
_PREFIX = "PRIVATE+KEY+"


class Keys:
    """Signs checkpoints of every log of the installation `name` (`rempart/<16 hexadecimal digits>`)."""

    def __init__(self, name: str, seed: bytes) -> None:
        self.name = name
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self._public = self._private.public_key().public_bytes_raw()

    def origin(self, log: str) -> str:
        """Origin line and key name of a log."""
        return f"{self.name}/{log}"

    def verifier(self, log: str) -> VerifierKey:
        """What a checker of this log needs."""
        return VerifierKey(self.origin(log), ED25519, self._public)

    def sign(self, log: str, size: int, root: bytes) -> str:
        """The signed checkpoint. Only the integrator calls this, for a head that is already stored."""
        text = Checkpoint(self.origin(log), size, root).text
        key = self.verifier(log)
        return text + "\n" + note.line(key.name, key.id, self._private.sign(text.encode()))


def load(state: Path) -> Keys:
    """The key of a state folder. Raises FileNotFoundError, or BadNote when the file holds no key."""
    text = (state / KEY_FILE).read_text("ascii").strip()
    name, _, rest = text.removeprefix(_PREFIX).partition("+")
    identity, _, encoded = rest.partition("+")
    try:
        material = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise BadNote(f"{state / KEY_FILE} holds no key") from fault
    if not text.startswith(_PREFIX) or len(material) != 33 or material[0] != ED25519 or not note.is_key_name(name):
        raise BadNote(f"{state / KEY_FILE} holds no Ed25519 key")
    keys = Keys(name, material[1:])
    if note.key_id(name, ED25519, keys._public).hex() != identity:
        raise BadNote(f"{state / KEY_FILE} is damaged: the key id does not fit")
    return keys


def load_or_create(state: Path) -> Keys:
    """The key of a state folder, made at first use. Two first users end with the same key."""
    file = state / KEY_FILE
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(file, _new_key())
    return load(state)


def _new_key() -> str:
    name, seed = f"rempart/{secrets.token_hex(8)}", secrets.token_bytes(32)
    identity = note.key_id(name, ED25519, Keys(name, seed)._public).hex()
    return f"{_PREFIX}{name}+{identity}+{base64.b64encode(bytes([ED25519]) + seed).decode()}\n"


def _write_once(file: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        try:
            Path(file).hardlink_to(name)
        except FileExistsError:
            return  # another process was first
        folder = os.open(file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    finally:
        Path(name).unlink()
