"""One entry byte for byte, with the proof that it stands there; also shown among the pages of a site."""

import base64
import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from rempart.channel.place import state_folder
from rempart.ledger import keys, proof, store
from rempart.ledger.entry import Recorded
from rempart.ledger.note import BadNote
from rempart.ledger.store import Connection
from rempart.record.store import index as entries

LARGEST_INDEX = 2**53 - 1  # the format's own limit; a larger number in an address is no entry


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything part_proof.html shows; `steps` is None while the entry is under no signed checkpoint."""

    recorded: Recorded
    canonical: str
    steps: list[str] | None
    size: int
    root: str
    checkpoint: str
    holds: bool
    key: str
    newer_href: str
    older_href: str


def proof_of(raw: Connection, log: str, index: int, href: Callable[[int], str]) -> Proof | None:
    """`href` leads to another entry's page. None where there is no such entry."""
    found = entries.read(raw, log, index) if index <= LARGEST_INDEX else None
    head = store.head(raw, log)
    if found is None or head is None:
        return None
    shown = None
    with contextlib.suppress(LookupError):
        shown = proof.inclusion(raw, log, index)
    return Proof(
        recorded=found,
        canonical=(store.entry_bytes(raw, log, index) or b"").decode(),
        steps=[base64.b64encode(step).decode() for step in shown.hashes] if shown else None,
        size=shown.size if shown else head.size,
        root=base64.b64encode(shown.root if shown else head.root).decode(),
        checkpoint=shown.checkpoint if shown else "",
        holds=shown is not None and shown.holds(),
        key=_key(log),
        newer_href=href(index + 1) if index + 1 < head.size else "",
        older_href=href(index - 1) if index else "",
    )


def _key(log: str) -> str:
    with contextlib.suppress(FileNotFoundError, BadNote):
        return str(keys.load(state_folder()).verifier(log))
    return ""
