"""Withhold the bytes of the oldest entries: moved into an archive first, their hashes stay, the tree does not change.

As C2SP tlog-tiles has pruning, with one promise more: every hash tile stays, so that every proof can still be made.
"""

import time
from collections.abc import Iterator
from pathlib import Path

from rempart.ledger import entry as forms
from rempart.ledger import export, merkle, store, tile
from rempart.ledger.entry import Entry, Recorded
from rempart.ledger.export import missing
from rempart.ledger.store import Connection
from rempart.ledger.stores.traces import before_deleting, forget_traces
from rempart.terms.scope import Subject

WITHHELD = "ledger.prefix.withheld"
ACTOR = "system"
BATCH = 1_000  # entries let go of in one transaction


class CannotPrune(ValueError):
    """The message says why, and nothing was let go of."""


def withheld(connection: Connection, log: str) -> int:
    """So many of the first entries may be missing, as an entry of the log itself says; 0 for none."""
    return max((below for _index, below in _announced(connection, log)), default=0)


def _announced(connection: Connection, log: str) -> list[tuple[int, int]]:
    """(index, how many) of each entry that withholds a prefix; a malformed one is `verify`'s to find."""
    rows = connection.execute(
        "SELECT idx, front, tail, recorded_ms FROM ledger_entry JOIN ledger_place USING (id)"
        " WHERE subject_id = ? AND kind = ? AND ledger_entry.log = ?",
        (log, WITHHELD, log),
    )
    found = []
    for index, front, tail, at_ms in rows:
        try:
            recorded = forms.read_trusted(forms.place(bytes(front), bytes(tail), at_ms), index)
        except (ValueError, TypeError):
            continue
        found.append((index, said_below(recorded)))
    return found


def said_below(recorded: Recorded) -> int:
    """How many of the first entries this one withholds; 0 for an entry of another kind, or a malformed one."""
    below = recorded.entry.body.get("below")
    if recorded.entry.kind != WITHHELD or type(below) is not int or below % tile.WIDTH or below <= 0:
        return 0
    return below


def announce(connection: Connection, log: str, below: int, archive: Path, org: str, now_ms: int = 0) -> int:
    """Write into the log that its first entries will be withheld; how many: whole bundles only. Raises CannotPrune.

    `archive` is an export of the log that holds them; its bytes are held against the hashes here.
    """
    head = store.head(connection, log)
    if head is None or head.note_size < 0:
        raise CannotPrune(f"the log {log} has no signed checkpoint yet")
    below = min(below, head.note_size) // tile.WIDTH * tile.WIDTH
    if below <= missing(connection, log):
        raise CannotPrune(f"nothing to let go of: bundles of {tile.WIDTH} entries go together")
    _check(connection, log, below, archive)
    if withheld(connection, log) < below:
        body = {"below": below, "root": _root(connection, log, below).hex()}
        moment = now_ms or time.time_ns() // 1_000_000
        said = Entry(WITHHELD, org, Subject("log", log), moment, ACTOR, body, log=log)
        with store.writing(connection):
            store.append(connection, [said])
    return below


def _check(connection: Connection, log: str, below: int, archive: Path) -> None:
    try:
        origin = (archive / "checkpoint").read_text("utf-8").split("\n")[0]
    except (OSError, UnicodeDecodeError) as fault:
        raise CannotPrune(f"{archive} holds no export") from fault
    if origin.rsplit("/", 1)[-1] != log:
        raise CannotPrune(f"{archive} is the export of {origin}")
    leaves = _leaves(connection, log, below)
    for index in range(below // tile.WIDTH):
        try:
            entries = tile.unbundle((archive / tile.path("entries", index)).read_bytes())
        except (OSError, ValueError) as fault:
            raise CannotPrune(f"{tile.path('entries', index)} is not whole in {archive}") from fault
        if len(entries) != tile.WIDTH or any(merkle.leaf_hash(one) != next(leaves, b"") for one in entries):
            raise CannotPrune(f"{tile.path('entries', index)} in {archive} is not what this log holds")


def _leaves(connection: Connection, log: str, below: int) -> Iterator[bytes]:
    rows = connection.execute("SELECT leaf FROM ledger_place WHERE log = ? AND idx < ? ORDER BY idx", (log, below))
    return (bytes(leaf) for (leaf,) in rows)


def _root(connection: Connection, log: str, below: int) -> bytes:
    frontier = merkle.Frontier()
    frontier.extend(list(_leaves(connection, log, below)))
    return frontier.root()


def let_go(connection: Connection, log: str, below: int) -> int:
    """Drop the bytes once the announcement is under a signed checkpoint; how many entries. May be killed and repeated."""
    if not _is_signed(connection, log, below):
        raise CannotPrune(
            "the announcement is not under a signed checkpoint yet; run Rempart for a moment, then repeat"
        )
    done = 0
    while True:
        with store.writing(connection):
            before_deleting(connection)
            ids = connection.execute(
                "SELECT ledger_place.id FROM ledger_place JOIN ledger_entry USING (id)"
                " WHERE ledger_place.log = ? AND idx < ? ORDER BY idx LIMIT ?",
                (log, below, BATCH),
            ).fetchall()
            connection.executemany("DELETE FROM ledger_entry WHERE id = ?", ids)
        if not ids:
            break
        done += len(ids)
    forget_traces(connection)
    return done


def _is_signed(connection: Connection, log: str, below: int) -> bool:
    head = store.head(connection, log)
    said = _announced(connection, log)
    return head is not None and any(index < head.note_size and most >= below for index, most in said)


def archive(connection: Connection, log: str, folder: Path) -> None:
    """The export that takes the entries in, before anything is let go of. Raises CannotPrune."""
    # An earlier archive has what is missing here: it is brought up to date, and keeps it.
    if missing(connection, log) and not (folder / tile.path("entries", 0)).exists():
        raise CannotPrune(f"earlier entries are withheld already; give the archive that holds them, not {folder}")
    try:
        export.export(connection, log, folder)
    except export.CannotExport as fault:
        raise CannotPrune(str(fault)) from fault
