"""The state of the record that a report speaks of: the newest signed checkpoint of the organisation's record."""

import base64
from dataclasses import dataclass

from rempart.directory.actions.action import raw_connection
from rempart.directory.store.models import Organisation
from rempart.ledger import checkpoint, note, store


@dataclass(frozen=True, slots=True)
class Seal:
    """`root` in Base64 as the note has it; `at_ms` is when the newest entry was recorded; `note` is the signed text."""

    log: str
    size: int
    root: str
    at_ms: int
    note: str


def seal_of(organisation: Organisation) -> Seal | None:
    """None before the first checkpoint is signed."""
    head = store.newest_signed(raw_connection(), organisation.uid)
    if head is None:
        return None
    signed = checkpoint.parse(note.parse(head.note).text)
    return Seal(head.log, signed.size, base64.b64encode(signed.root).decode(), head.recorded_ms, head.note)
