"""The body of C2SP tlog-witness `add-checkpoint`: old size, proof lines, an empty line, a checkpoint. Pure."""

import base64
import binascii

import msgspec

from rempart.ledger import checkpoint, note
from rempart.ledger.checkpoint import Checkpoint
from rempart.ledger.merkle import HASH_BYTES
from rempart.ledger.note import NOTE_MAX_BYTES, BadNote, Note

PROOF_MAX_LINES = 63  # tlog-witness: a client sends no more
BODY_MAX_BYTES = NOTE_MAX_BYTES + 4096  # the largest note, 63 lines of 45 bytes, and the line of the old size
SIZE_MAX = 2**63 - 1  # what fits the eight bytes other programs keep a size in


class Malformed(ValueError):
    """Bytes that are no request; answered with 400."""


class Submission(msgspec.Struct, frozen=True):
    """A request, its form checked and nothing else."""

    old: int
    proof: tuple[bytes, ...]
    head: Checkpoint
    signed: Note
    text: str  # the note as it came


def parse(body: bytes) -> Submission:
    """Take a request apart. Raises Malformed."""
    if len(body) > BODY_MAX_BYTES:
        raise Malformed(f"more than {BODY_MAX_BYTES} bytes")
    try:
        front, found, text = body.decode("utf-8").partition("\n\n")
    except UnicodeDecodeError as fault:
        raise Malformed("no UTF-8") from fault
    first, *lines = front.split("\n")
    if not found or not first.startswith("old "):
        raise Malformed("old size, proof, an empty line and a checkpoint are needed")
    if len(lines) > PROOF_MAX_LINES:
        raise Malformed(f"more than {PROOF_MAX_LINES} proof lines")
    proof = tuple(_hash(line) for line in lines)
    try:
        signed = note.parse(text)
        head = checkpoint.parse(signed.text)
    except BadNote as fault:
        raise Malformed(str(fault)) from fault
    if head.size > SIZE_MAX:
        raise Malformed("a size beyond 2^63 - 1")
    return Submission(_number(first.removeprefix("old ")), proof, head, signed, text)


def render(old: int, proof: list[bytes], text: str) -> bytes:
    """The request's body."""
    lines = [f"old {old}", *(base64.b64encode(step).decode() for step in proof)]
    return ("\n".join(lines) + "\n\n" + text).encode()


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 19 or str(int(text)) != text:
        raise Malformed("the old size is no number without leading zeroes")
    return int(text)


def _hash(line: str) -> bytes:
    try:
        found = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise Malformed("a proof line is no Base64") from fault
    if len(found) != HASH_BYTES or base64.b64encode(found).decode() != line:
        raise Malformed(f"a proof line is no hash of {HASH_BYTES} bytes")
    return found
