"""What is lost after a restore, what can be fetched again, and the way on when it cannot.

The proof is always the same: the root of the entries held here, followed by those of the source, must be the root
in a checkpoint that this installation's own key signed.
"""

import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from rempart.ledger import merkle, recall, store
from rempart.ledger.checkpoint import Checkpoint
from rempart.ledger.entry import INSTALLATION, Entry
from rempart.ledger.keys import Keys
from rempart.ledger.recovery import folder
from rempart.ledger.recovery.folder import BadExport
from rempart.ledger.recovery.reappend import reappend, waiting_of
from rempart.ledger.store import Connection
from rempart.ledger.stores import succession
from rempart.terms.scope import Subject

ACTOR = "system:recover"
RECOVERED, SUCCEEDED = "ledger.log.recovered", "ledger.log.succeeded"


class CannotRecover(RuntimeError):
    """Nothing was signed and nothing given up; the message says what is missing or does not fit."""


class Lost(msgspec.Struct, frozen=True):
    """A log whose signed entries are not all here: `held` are, up to `size` were signed, `note` says so."""

    log: str
    held: int
    size: int
    note: str


class Recovered(msgspec.Struct, frozen=True):
    """What was done for one log. `successor` is empty where every entry came back."""

    log: str
    before: int
    after: int
    signed: int
    successor: str = ""


def learn(state: Path, keys: Keys, notes: Iterable[str]) -> None:
    """Take in checkpoints from witnesses and exports: what they show has been signed, whatever the database says."""
    for text in notes:
        recall.learn(state, keys, folder.log_of(text), text)


def missing(connection: Connection, state: Path, keys: Keys) -> list[Lost]:
    """Logs that do not reach what was signed of them. Raises CannotRecover where one differs from it."""
    found = []
    for log in recall.names(state):
        held = recall.kept(state, keys, log)
        if held is None or (succession.admitted(connection, log) or -1) >= held[0].size:
            continue
        head, (signed, text) = store.head(connection, log), held
        size = head.size if head else 0
        if size < signed.size:
            found.append(Lost(log, size, signed.size, text))
        elif recall.root_at(connection, log, signed.size) != signed.root:
            raise CannotRecover(
                f"The log {log} holds other entries than the {signed.size} that were signed. Put back a copy of the"
                " database made before that, then recover again."
            )
    return found


def recover(
    connection: Connection, state: Path, keys: Keys, exports: list[Path], *, may_succeed: bool = False
) -> list[Recovered]:
    """Bring every log back to what was signed; the integrator's lock in hand.

    Raises CannotRecover, having appended only proven bytes, when entries are lost and `may_succeed` is false.
    """
    sources = _sources(state, keys, exports)
    learn(state, keys, [text for found in sources.values() for _, _, text in found])
    lost = missing(connection, state, keys)
    before = {one.log: one.held for one in lost}
    for one in lost:
        for checkpoint, source, text in sources.get(one.log, []):
            _fetch(connection, one.log, checkpoint, source, text)
    left = {one.log: one for one in missing(connection, state, keys)}
    if left and not may_succeed:
        raise CannotRecover(_what_is_lost(list(left.values())))
    done = [
        _succeed(connection, left[one.log], before[one.log])
        if one.log in left
        else Recovered(one.log, one.held, _size(connection, one.log), one.size)
        for one in lost
    ]
    _go_on(connection, [one for one in done if not one.successor])
    (state / recall.RESTORED).unlink(missing_ok=True)
    return done


Source = tuple[Checkpoint, Path, str]


def _sources(state: Path, keys: Keys, exports: list[Path]) -> dict[str, list[Source]]:
    """Exports by log, shortest first. Raises CannotRecover for one that our key did not sign."""
    found: dict[str, list[Source]] = {}
    for path in exports:
        try:
            text = folder.checkpoint_of(path)
        except BadExport as fault:
            raise CannotRecover(f"{fault}.") from fault
        log = folder.log_of(text)
        checkpoint = recall.signed(state, keys, log, text)
        if checkpoint is None:
            raise CannotRecover(f"{path} was not signed by this installation's key.")
        found.setdefault(log, []).append((checkpoint, path, text))
    return {log: sorted(group, key=lambda one: one[0].size) for log, group in found.items()}


def _fetch(connection: Connection, log: str, target: Checkpoint, source: Path, text: str) -> None:
    head = store.head(connection, log)
    size = head.size if head else 0
    if target.size <= size:
        return
    frontier = merkle.Frontier(size, head.frontier) if head else merkle.Frontier()
    try:
        frontier.extend(merkle.leaf_hash(data) for data in folder.entries(source, target.size, size))
        if frontier.size != target.size or frontier.root() != target.root:
            raise CannotRecover(f"{source} does not continue the {size} entries of {log} that are here.")
        _put_blobs(connection, log, source)
        reappend(connection, log, folder.entries(source, target.size, size), text)
    except ValueError as fault:
        raise CannotRecover(f"{source}: {fault}.") from fault


def _put_blobs(connection: Connection, log: str, source: Path) -> None:
    for _, data in folder.blobs(source):
        with store.writing(connection):
            store.put_blob(connection, log, data)


def _size(connection: Connection, log: str) -> int:
    head = store.head(connection, log)
    return head.size if head else 0


def _what_is_lost(left: list[Lost]) -> str:
    lines = [
        f"{one.log}: entries {one.held} to {one.size - 1} were signed and are in none of these exports." for one in left
    ]
    return "\n".join(
        [
            *lines,
            "Look for a newer export (--export). If there is none: --successor goes on under a new origin and says so.",
        ]
    )


def _succeed(connection: Connection, lost: Lost, before: int) -> Recovered:
    """Close the log as it stands and open the one that follows it. Its first entry says what was lost."""
    first = succession.first(connection, lost.log)
    number = len(succession.lineage(connection, first)) + 1
    successor = f"{first}.{number}"
    org = "" if first == INSTALLATION else first
    body = {
        "log": lost.log, "checkpoint": lost.note, "size": lost.size, "held": lost.held,
        "lost": {"first": lost.held, "last": lost.size - 1},
    }  # fmt: skip
    with store.writing(connection):
        waited = list(waiting_of(connection, lost.log))
        connection.execute(
            "INSERT INTO ledger_successor VALUES (?, ?, ?, ?, ?)",
            (lost.log, successor, lost.held, lost.size, lost.note),
        )
        _new_epoch(connection)
        said = Entry(SUCCEEDED, org, Subject("log", lost.log), _now_ms(), ACTOR, body, log=successor)
        store.append(connection, [said, *(msgspec.structs.replace(one.entry, log=successor) for one in waited)])
    return Recovered(lost.log, before, lost.held, lost.size, successor)


def _go_on(connection: Connection, done: list[Recovered]) -> None:
    """A higher epoch for the hub: whatever numbers the lost database gave away, none is given twice."""
    with store.writing(connection):
        _new_epoch(connection)
        entries = [
            Entry(
                RECOVERED, "", Subject("log", one.log), _now_ms(), ACTOR,
                {"log": one.log, "before": one.before, "after": one.after},
            )
            for one in done
        ]  # fmt: skip
        store.append(connection, entries)


def _new_epoch(connection: Connection) -> None:
    epoch = max(store.hub_epoch(connection) + 1, _now_ms())
    connection.execute("INSERT INTO ledger_cursor VALUES (?, ?, 0)", (store.HUB, epoch))


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
