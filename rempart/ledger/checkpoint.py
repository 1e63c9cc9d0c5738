"""C2SP tlog-checkpoint: origin, size and root of a log as the text of a signed note."""

import base64
import binascii

import msgspec

from rempart.ledger import note
from rempart.ledger.merkle import HASH_BYTES
from rempart.ledger.note import BadNote, VerifierKey


class Checkpoint(msgspec.Struct, frozen=True):
    """What a log's key vouches for: this many entries, with this root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The signed text."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def parse(text: str) -> Checkpoint:
    """The checkpoint in a note's text. Raises BadNote."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
        raise BadNote("a checkpoint has origin, size and root, one a line")
    origin, size, encoded = lines[:3]
    if not (size.isascii() and size.isdecimal()) or str(int(size[:20])) != size:
        raise BadNote(f"{size[:40]!r} is no tree size")
    try:
        root = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise BadNote("the root is no Base64") from fault
    if len(root) != HASH_BYTES:
        raise BadNote(f"a root of {len(root)} bytes; SHA-256 has {HASH_BYTES}")
    return Checkpoint(origin, int(size), root)


def read(data: str, key: VerifierKey) -> Checkpoint:
    """The checkpoint in a note, its signature by `key` checked. Raises BadNote."""
    parsed = note.parse(data)
    note.verify(parsed, key)
    found = parse(parsed.text)
    if found.origin != key.name:
        raise BadNote(f"the checkpoint is of {found.origin}, the key of {key.name}")
    return found
