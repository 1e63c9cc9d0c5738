"""The installation's signing key: one Ed25519 key in a file of its own, one key name for each log."""

import base64
import binascii
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rempart.ledger import durable, note
from rempart.ledger.checkpoint import Checkpoint
from rempart.ledger.note import ED25519, BadNote, VerifierKey

KEY_FILE = Path("keys") / "ledger.key"
_PREFIX = "PRIVATE+KEY+"


class Keys:
    """Signs checkpoints of every log of the installation `name` (`rempart/<16 hexadecimal digits>`)."""

    def __init__(self, name: str, seed: bytes) -> None:
        self.name, self.seed = name, seed
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._private.public_key().public_bytes_raw()

    def origin(self, log: str) -> str:
        """Origin line and key name of a log."""
        return f"{self.name}/{log}"

    def verifier(self, log: str) -> VerifierKey:
        """What a checker of this log needs."""
        return VerifierKey(self.origin(log), ED25519, self.public)

    def sign_bytes(self, message: bytes) -> bytes:
        """For what both keys sign when one follows the other; its first line is no checkpoint's."""
        return self._private.sign(message)

    def sign(self, log: str, size: int, root: bytes) -> str:
        """The signed checkpoint. Only the integrator calls this, for a head that is already stored."""
        text = Checkpoint(self.origin(log), size, root).text
        key = self.verifier(log)
        return text + "\n" + note.line(key.name, key.id, self._private.sign(text.encode()))


def load(state: Path) -> Keys:
    """The key of a state folder. Raises FileNotFoundError, or BadNote when the file holds no key."""
    return read_file(state / KEY_FILE)


def read_file(file: Path) -> Keys:
    """The key in a file. Raises FileNotFoundError, or BadNote."""
    return Keys(*read_seed(file, ED25519, "Ed25519 key"))


def read_seed(file: Path, kind: int, what: str) -> tuple[str, bytes]:
    """Name and seed in a file as `written` makes it. Raises FileNotFoundError, or BadNote where it holds no `what`."""
    text = file.read_text("ascii", "replace").strip()
    name, _, rest = text.removeprefix(_PREFIX).partition("+")
    identity, _, encoded = rest.partition("+")
    try:
        material = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise BadNote(f"{file} holds no key") from fault
    if not text.startswith(_PREFIX) or len(material) != 33 or material[0] != kind or not note.is_key_name(name):
        raise BadNote(f"{file} holds no {what}")
    if note.key_id(name, kind, Keys(name, material[1:]).public).hex() != identity:
        raise BadNote(f"{file} is damaged: the key id does not fit")
    return name, material[1:]


def load_or_create(state: Path) -> Keys:
    """The key of a state folder, made at first use. Two first users end with the same key."""
    file = state / KEY_FILE
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        durable.write_once(file, _new_key().encode())
    return load(state)


def _new_key() -> str:
    return written(f"rempart/{secrets.token_hex(8)}", secrets.token_bytes(32))


def written(name: str, seed: bytes, kind: int = ED25519) -> str:
    """A key as its file holds it."""
    identity = note.key_id(name, kind, Keys(name, seed).public).hex()
    return f"{_PREFIX}{name}+{identity}+{base64.b64encode(bytes([kind]) + seed).decode()}\n"
