"""Two signed heads of one log, held against each other: the same history, or a split view with both notes as proof."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from rempart.ledger import checkpoint, note
from rempart.ledger.checkpoint import Checkpoint
from rempart.ledger.note import BadNote, VerifierKey

RootAt = Callable[[int], bytes | None]  # root of the first so many entries, None where that cannot be told


class Compared(msgspec.Struct, frozen=True):
    """`state`: same, grown, split, or unknown (no entries at hand to prove either)."""

    state: str
    origin: str
    first: int
    second: int
    proof: str = ""


def read(text: str, keys: list[VerifierKey]) -> Checkpoint:
    """The head, if one of these keys signed it. Raises BadNote."""
    for key in keys:
        try:
            return checkpoint.read(text, key)
        except BadNote as fault:
            trouble = fault
    raise trouble


def compare(one: str, other: str, keys: list[VerifierKey], root_at: RootAt, evidence: Path) -> Compared:
    """Compare; where the two cannot both be true, both notes are kept. Raises BadNote for what the log's key did not sign."""
    older, newer = sorted((one, other), key=lambda text: read(text, keys).size)
    first, second = read(older, keys), read(newer, keys)
    said = (first.origin, first.size, second.size)
    root = second.root if first.size == second.size else root_at(first.size)
    if root is None:
        return Compared("unknown", *said)
    if root != first.root:
        return Compared("split", *said, proof=str(keep(evidence, older, newer)))
    return Compared("same" if first.size == second.size else "grown", *said)


def keep(folder: Path, *notes: str) -> Path:
    """Put notes beside each other, under a name made of them; nothing is ever overwritten."""
    digest = hashlib.sha256("\0".join(notes).encode()).hexdigest()[:16]
    place = folder / digest
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number, text in enumerate(notes, 1):
        (place / f"{note.parse(text).text.split(chr(10))[1]}-{number}.note").write_text(text, "utf-8")
    return place
