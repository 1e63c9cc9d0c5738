"""One round of asking: each witness that is due is sent each head it has not cosigned; what changed becomes an event.

No transaction is open while a witness is waited for.
"""

import time

from rempart.events import ledger as events
from rempart.events.kind import EventKind
from rempart.ledger import checkpoint, note, proof, store
from rempart.ledger.entry import Entry
from rempart.ledger.store import Connection
from rempart.ledger.witnesses import book
from rempart.ledger.witnesses.book import SILENT_AFTER_S, Witness
from rempart.ledger.witnesses.submit import Refused, Silent, submit
from rempart.terms.scope import Subject

ACTOR = "system:cosign"


def ask_all(connection: Connection, now_ms: int | None = None) -> bool:
    """One round; whether anything was cosigned."""
    now = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    moved = False
    for witness in book.witnesses(connection):
        if witness.next_ms <= now:
            moved |= _ask(connection, witness, now)
    return moved


def _ask(connection: Connection, witness: Witness, now: int) -> bool:
    moved = False
    for log, text, old in book.behind(connection, witness.name, now):
        try:
            moved |= _one(connection, witness, log, text, old, now)
        except Silent as trouble:
            with store.writing(connection):
                if book.note_silent(connection, witness, str(trouble), now):
                    _say(connection, events.WITNESS_SILENT, witness, now, {"minutes": SILENT_AFTER_S // 60})
            return moved
        with store.writing(connection):
            if book.note_heard(connection, witness):
                _say(connection, events.WITNESS_HEARD, witness, now, {})
        witness = next((one for one in book.witnesses(connection) if one.name == witness.name), witness)
    return moved


def _one(connection: Connection, witness: Witness, log: str, text: str, old: int, now: int) -> bool:
    size = checkpoint.parse(note.parse(text).text).size

    def prove(first: int) -> list[bytes]:
        return proof.consistency(connection, log, first, size)

    try:
        got = submit(witness.address, witness.verifier, text, min(old, size), prove)
    except Refused as refused:
        with store.writing(connection):
            if book.note_refused(connection, log, witness, str(refused), now):
                body: dict[str, int | str] = {"log": log, "size": size, "reason": str(refused)[:500]}
                _say(connection, events.WITNESS_REFUSED, witness, now, body)
        return False
    with store.writing(connection):
        if book.note_cosigned(connection, log, witness, text, size, got):
            _say(connection, events.WITNESS_HEARD, witness, now, {"log": log, "size": size})
    return True


def _say(connection: Connection, kind: EventKind, witness: Witness, now: int, body: dict[str, int | str]) -> None:
    entry = Entry(kind.name, "", Subject("witness", witness.name), now, ACTOR, dict(body), schema=kind.schema)
    store.append(connection, [entry])
