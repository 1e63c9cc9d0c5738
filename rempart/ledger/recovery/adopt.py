"""Take in the closed log of another installation, and open the log that follows it here."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from rempart.ledger import checkpoint, entry, merkle, store
from rempart.ledger.entry import Entry, Recorded
from rempart.ledger.note import VerifierKey
from rempart.ledger.recovery.reappend import _newest, _put_back, _row, _take_waiting
from rempart.ledger.store import Connection
from rempart.ledger.stores import bulk
from rempart.ledger.stores.integrate import BATCH_MAX
from rempart.terms.scope import Subject

CONTINUED = "ledger.log.continued"


class CannotAdopt(ValueError):
    """The log is not what its checkpoint says, or one of that name is here; the message says which."""


def adopt(connection: Connection, log: str, org: str, source: Iterable[bytes], note: str, key: VerifierKey) -> int:
    """All entries byte for byte, in the caller's transaction; how many. Raises CannotAdopt, BadNote, ValueError.

    None may speak for another organisation than `org`: readers find entries by it, whatever log they stand in. Nobody signs under its origin here: give it a successor in the same transaction.
    """
    store.require_transaction(connection)
    signed = checkpoint.read(note, key)
    if store.head(connection, log) is not None:
        raise CannotAdopt(f"A log called {log} is here already.")
    waiting = _take_waiting(connection)  # numbers only grow: what waits must come after what is placed now
    frontier, last_ms = merkle.Frontier(), 0
    for batch in _batches(source):
        found = [entry.read(data, index) for index, data in enumerate(batch, frontier.size)]
        if any(one.entry.org not in (org, log) for one in found):  # a log's own name: an earlier release wrote that
            raise CannotAdopt(f"An entry of {log} is of another organisation.")
        _place(connection, log, found, batch, frontier)
        last_ms = found[-1].recorded_ms
    if (frontier.size, frontier.root()) != (signed.size, signed.root):
        raise CannotAdopt(f"The entries of {log} are not those that its checkpoint signs.")
    connection.execute(
        "INSERT INTO ledger_head (log, size, root, frontier, recorded_ms, epoch, note, note_size)"
        " VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
        (log, frontier.size, frontier.root(), frontier.packed(), last_ms, note, frontier.size),
    )
    _put_back(connection, waiting, {})
    return frontier.size


def _place(
    connection: Connection, log: str, found: list[Recorded], batch: list[bytes], frontier: merkle.Frontier
) -> None:
    rows = [_row(log, recorded, data) for recorded, data in zip(found, batch, strict=True)]
    store.add_pending(connection, rows)
    leaves = [bytes.fromhex(recorded.hash) for recorded in found]
    numbers = _newest(connection, len(rows))
    places = [
        (number, log, one.index, one.recorded_ms, leaf)
        for number, one, leaf in zip(numbers, found, leaves, strict=True)
    ]
    bulk.add_places(connection, places)
    bulk.add_nodes(connection, [(log, *node) for node in frontier.extend(leaves)])


def _batches(source: Iterable[bytes]) -> Iterator[list[bytes]]:
    rest = iter(source)
    while batch := list(islice(rest, BATCH_MAX)):
        yield batch


def follow(connection: Connection, log: str, successor: str, first: Entry | None, size: int, note: str) -> None:
    """`successor` goes on from `log`; `first` is its first entry here, None where it was adopted too."""
    connection.execute(
        "INSERT INTO ledger_successor (log, successor, held, size, note) VALUES (?, ?, ?, ?, ?)",
        (log, successor, size, size, note),
    )
    if first is not None:
        store.append(connection, [first])


def opening(log: str, successor: str, org: str, size: int, note: str, at_ms: int, more: dict[str, Any]) -> Entry:
    """The first entry of the log that follows: nothing was lost, and the last checkpoint of the old one stands in it."""
    body = {"log": log, "checkpoint": note, "size": size, **more}
    return Entry(CONTINUED, org, Subject("log", log), at_ms, "system:adopt", body, log=successor)
