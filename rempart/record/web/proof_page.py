"""One entry byte for byte, with the proof that it stands there; also shown among the pages of a site."""

import base64
import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from rempart.channel.place import state_folder
from rempart.ledger import keys, proof, rotate, store
from rempart.ledger.entry import Recorded
from rempart.ledger.note import BadNote
from rempart.ledger.store import Connection

LARGEST_INDEX = 2**53 - 1  # the format's own limit; a larger number in an address is no entry


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything part_proof.html shows; `steps` is None while the entry is under no signed checkpoint.

    `number` is the entry's in the whole record; in the tree of its log it is `recorded.index`.
    """

    number: int
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


def proof_of(raw: Connection, uid: str, number: int, href: Callable[[int], str]) -> Proof | None:
    """Of an organisation's entry; `href` leads to another one's page. None where there is no such entry."""
    logs = store.chain(raw, uid)
    found = store.read_one(raw, logs, number) if number <= LARGEST_INDEX else None
    head = store.head(raw, found.log) if found else None
    if found is None or head is None:
        return None
    log, index, shown = found.log, found.index, None
    with contextlib.suppress(LookupError):
        shown = proof.inclusion(raw, log, index)
    return Proof(
        number=number,
        recorded=found,
        canonical=(store.entry_bytes(raw, log, index) or b"").decode(),
        steps=[base64.b64encode(step).decode() for step in shown.hashes] if shown else None,
        size=shown.size if shown else head.size,
        root=base64.b64encode(shown.root if shown else head.root).decode(),
        checkpoint=shown.checkpoint if shown else "",
        holds=shown is not None and shown.holds(),
        key=_key(raw, log),
        newer_href=href(number + 1) if number + 1 < logs.size else "",
        older_href=href(number - 1) if number else "",
    )


def _key(raw: Connection, log: str) -> str:
    with contextlib.suppress(FileNotFoundError, BadNote):
        state = state_folder()
        return str(rotate.verifier_in(raw, state, keys.load(state), log))
    return ""
