"""How fast the ledger takes and checks entries on this machine, beside a bare floor measured in the same run.

The floor is the least that keeps the same promise: the same events as JSON, an RFC 6962 tree, one SQLite table,
one commit with synchronous=FULL for each batch. The ledger adds: validation, canonical form, two ways in,
columns and their index, commitments, epochs and signed checkpoints.
"""

import hashlib
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from rempart.ledger import keys, merkle, store
from rempart.ledger.entry import Entry
from rempart.ledger.stores import sqlite
from rempart.ledger.verify import verify
from rempart.terms.scope import Subject

BATCH = 1_000
Clock = Callable[[], float]


class Result(msgspec.Struct, frozen=True):
    """Entries per second of the clock; `ratio` is append_per_s to floor_per_s."""

    append_per_s: int
    append_batch: int
    verify_per_s: int
    floor_per_s: int
    ratio: float


def run(batches: int = 20, rounds: int = 5, clock: Clock = time.perf_counter) -> Result:
    """Floor and ledger by turns, so that a busy machine slows both; the median round counts.

    With `time.process_time` as the clock neighbours and the disk are left out.
    """
    with tempfile.TemporaryDirectory(prefix="rempart-bench-") as name:
        pairs = []
        for number in range(rounds):
            folder = Path(name) / str(number)
            folder.mkdir()
            pairs.append((_floor(folder, batches, clock), *_ledger(folder, batches, clock)))
    floor, append, check = sorted(pairs, key=lambda pair: pair[1] / pair[0])[len(pairs) // 2]
    return Result(round(append), BATCH, round(check), round(floor), round(append / floor, 3))


def _entries(batch: int) -> list[Entry]:
    proof = hashlib.sha256(b"bench").hexdigest()
    return [
        Entry(
            "fact.site.recorded", "acme", Subject("site", f"site-{number % 50}"), 1_767_225_600_000 + number,
            "system:bench", {"collector": "http_headers", "status": 200, "path": f"/{number}", "note": "x" * 134},
            commitments={"visitor": proof},
        )
        for number in range(batch * BATCH, (batch + 1) * BATCH)
    ]  # fmt: skip


def _events(batch: int) -> list[dict[str, Any]]:
    """The same as plain objects."""
    return [msgspec.to_builtins(entry) for entry in _entries(batch)]


def _floor(folder: Path, batches: int, clock: Clock) -> float:
    connection = sqlite.connect(folder / "floor.sqlite3")
    connection.execute("CREATE TABLE entry (idx INTEGER PRIMARY KEY, leaf BLOB, bytes BLOB)")
    connection.execute("CREATE TABLE head (size INTEGER, root BLOB, frontier BLOB)")
    frontier, seconds = merkle.Frontier(), 0.0
    for events in map(_events, range(batches)):
        started = clock()
        with store.writing(connection):
            rows = []
            for index, event in enumerate(events, frontier.size):
                data = json.dumps(event, sort_keys=True, separators=(",", ":")).encode()
                rows.append((index, merkle.leaf_hash(data), data))
            frontier.extend(row[1] for row in rows)
            connection.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
            connection.execute("DELETE FROM head")
            connection.execute("INSERT INTO head VALUES (?, ?, ?)", (frontier.size, frontier.root(), frontier.packed()))
        seconds += clock() - started
    connection.close()
    return batches * BATCH / seconds


def _ledger(folder: Path, batches: int, clock: Clock) -> tuple[float, float]:
    connection = sqlite.connect(folder / "ledger.sqlite3")
    with store.writing(connection):
        store.create(connection)
    signing, epoch = keys.load_or_create(folder), store.claim(connection)
    seconds = 0.0
    for entries in map(_entries, range(batches)):
        started = clock()
        with store.writing(connection):
            store.append(connection, entries)
        store.integrate(connection, signing, epoch=epoch, limit=BATCH)
        seconds += clock() - started
    started = clock()
    store.integrate(connection, signing, epoch=epoch)  # the last signature belongs to the work
    seconds += clock() - started
    started = clock()
    finding = verify(connection, "acme", signing.verifier("acme"))
    checking = clock() - started
    connection.close()
    if not finding.ok or finding.size != batches * BATCH:
        raise AssertionError(f"the measured ledger is broken: {finding.reason}")
    return finding.size / seconds, finding.size / checking
