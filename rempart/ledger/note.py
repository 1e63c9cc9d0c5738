"""C2SP signed notes: text, blank line, signature lines; keys by name and 32-bit id."""

import base64
import binascii
import hashlib

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ED25519, COSIGNATURE = 1, 4  # signature types assigned by C2SP signed-note
NOTE_MAX_BYTES = 64 * 1024  # room for 16 post-quantum signatures, and no more
SIGNATURES_MAX = 64
_DASH = "\N{EM DASH} "


class BadNote(ValueError):
    """Bytes that are no signed note, or a note without a good signature by the key asked for."""


class VerifierKey(msgspec.Struct, frozen=True):
    """A public key with the name it signs under."""

    name: str
    type: int
    public: bytes

    @property
    def id(self) -> bytes:
        """First four bytes of SHA-256(name, newline, type, public key)."""
        return key_id(self.name, self.type, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.type]) + self.public).decode()}"


class Signature(msgspec.Struct, frozen=True):
    """One signature line."""

    name: str
    id: bytes
    value: bytes


class Note(msgspec.Struct, frozen=True):
    """A parsed note, nothing verified yet."""

    text: str
    signatures: tuple[Signature, ...]


def key_id(name: str, kind: int, public: bytes) -> bytes:
    """The 32-bit key id of C2SP signed-note."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def is_key_name(name: str) -> bool:
    """Key names hold no space and no plus."""
    return bool(name) and "+" not in name and not any(char.isspace() for char in name)


def read_key(text: str) -> VerifierKey:
    """A key from `name+id+base64`. Raises BadNote."""
    name, _, rest = text.strip().partition("+")
    printed, _, encoded = rest.partition("+")
    try:
        material = base64.b64decode(encoded, validate=True)
        key = VerifierKey(name, material[0], material[1:])
    except (binascii.Error, IndexError, ValueError) as fault:
        raise BadNote(f"{text.strip()[:80]!r} is no verifier key") from fault
    if not is_key_name(name) or key.type not in (ED25519, COSIGNATURE) or len(key.public) != 32:
        raise BadNote(f"the key {name[:80]!r} is no Ed25519 verifier key")
    if key.id.hex() != printed:
        raise BadNote(f"the id of the key {name[:80]!r} does not fit its name and bytes")
    return key


def line(name: str, identity: bytes, signature: bytes) -> str:
    """One signature line."""
    return f"{_DASH}{name} {base64.b64encode(identity + signature).decode()}\n"


def parse(data: str) -> Note:
    """Split a note into text and signatures. Raises BadNote."""
    if len(data.encode("utf-8", "replace")) > NOTE_MAX_BYTES:
        raise BadNote(f"a note of more than {NOTE_MAX_BYTES} bytes")
    if any(ord(char) < 32 and char != "\n" for char in data):
        raise BadNote("a control character in the note")
    head, found, tail = data.rpartition("\n\n")
    if not found or not head or not tail.endswith("\n"):
        raise BadNote("no text, blank line and signatures")
    lines = tail[:-1].split("\n")
    if len(lines) > SIGNATURES_MAX:
        raise BadNote(f"more than {SIGNATURES_MAX} signatures")
    return Note(head + "\n", tuple(_signature(text) for text in lines))


def _signature(text: str) -> Signature:
    name, _, encoded = text.removeprefix(_DASH).partition(" ")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise BadNote(f"signature line {text[:80]!r} is no Base64") from fault
    if not text.startswith(_DASH) or not is_key_name(name) or len(raw) < 5:
        raise BadNote(f"{text[:80]!r} is no signature line")
    return Signature(name, raw[:4], raw[4:])


def verify(note: Note, key: VerifierKey) -> int | None:
    """Check the note's signature by `key`; the time of a cosignature, else None. Raises BadNote."""
    mine = [found for found in note.signatures if (found.name, found.id) == (key.name, key.id)]
    if not mine:
        raise BadNote(f"no signature by the key {key.name} ({key.id.hex()})")
    seconds = None
    for found in mine:
        message, value = note.text.encode(), found.value
        if key.type == COSIGNATURE:
            seconds = int.from_bytes(value[:8], "big")
            message, value = b"cosignature/v1\ntime %d\n" % seconds + message, value[8:]
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(value, message)
        except InvalidSignature as fault:
            raise BadNote(f"the signature by {key.name} is wrong") from fault
    return seconds
