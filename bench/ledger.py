"""The ledger beside its floors, all in one run: `python -m bench.ledger` (see docs/benchmarks.md).

SQLite and PostgreSQL, each plain (rows without a tree) and as the ledger. The server syncs every commit to the disk.
"""

import hashlib
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from rempart.ledger import bench, keys, merkle, proof, store, verify
from rempart.ledger.bench import BATCH, Clock
from rempart.ledger.entry import Entry
from rempart.ledger.store import Connection
from rempart.ledger.stores import postgres
from rempart.ledger.stores.sqlite import connect
from rempart.terms.scope import Subject
from tests.servers import postgres as server

Take = Callable[[Any], None]
Make = Callable[[int, int], Any]
BATCHES, ROUNDS = 20, 3
PLAIN = "CREATE TABLE plain (idx BIGINT PRIMARY KEY, bytes {bytes} NOT NULL)"


def entries(batch: int, size: int) -> list[Entry]:
    """About 515 bytes each, with one commitment."""
    proof = hashlib.sha256(b"bench").hexdigest()
    return [
        Entry(
            "fact.site.recorded", "acme", Subject("site", f"site-{number % 50}"), 1_767_225_600_000 + number,
            "system:bench", {"collector": "http_headers", "status": 200, "path": f"/{number}", "note": "x" * 134},
            commitments={"visitor": proof},
        )
        for number in range(batch * size, (batch + 1) * size)
    ]  # fmt: skip


def rows(batch: int, size: int) -> list[tuple[int, bytes]]:
    """The same events as plain JSON."""
    events = [msgspec.to_builtins(entry) for entry in entries(batch, size)]
    return [(batch * size + number, json.dumps(event).encode()) for number, event in enumerate(events)]


def plain_sqlite(folder: Path) -> Take:
    """Rows alone, a commit with synchronous=FULL for each batch."""
    connection = connect(folder / "plain.sqlite3")
    connection.execute(PLAIN.format(bytes="BLOB"))

    def take(given: Any) -> None:
        with store.writing(connection):
            connection.executemany("INSERT INTO plain VALUES (?, ?)", given)

    return take


def plain_postgres(address: str) -> Take:
    """Rows alone by COPY."""
    connection = postgres.connect(address)
    connection.execute(PLAIN.format(bytes="BYTEA"))

    def take(given: Any) -> None:
        with store.writing(connection):
            connection.copy("plain", ("idx", "bytes"), ("int8", "bytea"), given)

    return take


def ledger(connection: Connection, folder: Path, size: int) -> Take:
    """Taken in, placed in the tree, signed."""
    with store.writing(connection):
        store.create(connection)
    signing, epoch = keys.load_or_create(folder), store.claim(connection)

    def take(given: Any) -> None:
        with store.writing(connection):
            store.append(connection, given)
        store.integrate(connection, signing, epoch=epoch, limit=size)

    return take


def per_second(make: Make, take: Take, batches: int, size: int) -> float:
    """Entries a second of wall time; what is taken in was made before."""
    seconds = 0.0
    for given in (make(batch, size) for batch in range(batches)):
        started = time.perf_counter()
        take(given)
        seconds += time.perf_counter() - started
    return batches * size / seconds


def timed(work: Callable[[Any], object], given: Any, clock: Clock = time.perf_counter) -> float:
    """In milliseconds."""
    started = clock()
    work(given)
    return (clock() - started) * 1000


def p99(values: list[float]) -> float:
    """99 of 100 are below."""
    return sorted(values)[len(values) * 99 // 100]


def one_by_one(folder: Path) -> dict[str, float]:
    """An acknowledgement, beside 4 KB synced to the same medium by turns; one inclusion proof."""
    connection = connect(folder / "single.sqlite3")
    with store.writing(connection):
        store.create(connection)
    signing, epoch = keys.load_or_create(folder), store.claim(connection)

    def act(entry: Entry) -> None:
        with store.writing(connection):
            store.append(connection, [entry])

    acknowledged, synced = [], []
    with (folder / "plain").open("wb", buffering=0) as plain:

        def sync(data: bytes) -> None:
            plain.write(data)
            os.fsync(plain.fileno())

        for entry in entries(0, BATCH):
            acknowledged.append(timed(act, entry))
            synced.append(timed(sync, bytes(4096)))
    while store.integrate(connection, signing, epoch=epoch):
        pass

    def prove(index: int) -> None:
        proof.inclusion(connection, "acme", index)

    proved, proved_cpu = (
        [timed(prove, index, clock) for index in range(BATCH)] for clock in (time.perf_counter, time.process_time)
    )
    connection.close()
    return {
        "ack_median_ms": statistics.median(acknowledged), "ack_p99_ms": p99(acknowledged),
        "fsync_median_ms": statistics.median(synced), "fsync_p99_ms": p99(synced),
        "proof_median_ms": statistics.median(proved), "proof_p99_ms": p99(proved),
        "proof_cpu_median_ms": statistics.median(proved_cpu), "proof_cpu_p99_ms": p99(proved_cpu),
    }  # fmt: skip


def checking(folder: Path) -> dict[str, float]:
    """Entries a second: hashes and tree alone, the same with each row read as JSON and written again, and `verify`."""
    connection = connect(folder / "checked.sqlite3")
    take = ledger(connection, folder, BATCH)
    for batch in range(BATCHES):
        take(entries(batch, BATCH))
    signing, count = keys.load_or_create(folder), BATCHES * BATCH

    def tree(_: object) -> None:
        merkle.root_of(map(merkle.leaf_hash, store.final_bytes(connection, "acme", 0, count)))

    def tree_and_json(_: object) -> None:
        for data in store.final_bytes(connection, "acme", 0, count):
            json.dumps(json.loads(data), sort_keys=True, separators=(",", ":")).encode()
            merkle.leaf_hash(data)

    def whole(_: object) -> None:
        verify.verify(connection, "acme", signing.verifier("acme"))

    works = {"check_tree_per_s": tree, "check_tree_and_json_per_s": tree_and_json, "verify_per_s": whole}
    found = {}
    for kind, clock in (("", time.perf_counter), ("_cpu", time.process_time)):
        for name, work in works.items():
            spent = statistics.median(timed(work, None, clock) for _ in range(ROUNDS))
            found[name.replace("_per_s", f"{kind}_per_s")] = count / spent * 1000
    connection.close()
    return found


def main() -> None:
    """By turns, so that a busy machine slows all; the median of the rounds."""
    measured: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="rempart-bench-") as name:
        folder = Path(name)
        port = server.start(folder, "fsync=on", "shared_buffers=256MB")
        try:
            for number in range(ROUNDS):
                for title, speed in _round(folder / str(number), port).items():
                    measured.setdefault(title, []).append(speed)
        finally:
            server.stop(folder)
    result = {title: round(statistics.median(speeds)) for title, speeds in measured.items()}
    print(json.dumps(result))
    with tempfile.TemporaryDirectory(prefix="rempart-bench-") as name:
        said = one_by_one(Path(name)) | checking(Path(name))
    print(json.dumps({title: round(value, 2) for title, value in said.items()}))
    for clock in (time.perf_counter, time.process_time):
        print(clock.__name__, json.dumps(msgspec.to_builtins(bench.run(rounds=7, clock=clock))))


def _round(folder: Path, port: int) -> dict[str, float]:
    folder.mkdir()
    address = f"postgresql://rempart@127.0.0.1:{port}/postgres"
    server.empty(address)
    near, far = connect(folder / "ledger.sqlite3"), postgres.connect(address)
    alone = postgres.connect(address)
    takers: dict[str, tuple[Make, Take]] = {
        "sqlite_plain": (rows, plain_sqlite(folder)), "sqlite_ledger": (entries, ledger(near, folder, BATCH)),
        "postgres_plain_copy": (rows, plain_postgres(address)),
        "postgres_ledger": (entries, ledger(far, folder, BATCH)),
    }  # fmt: skip
    found = {title: per_second(make, take, BATCHES, BATCH) for title, (make, take) in takers.items()}

    def one(given: list[Entry]) -> None:
        with store.writing(alone):
            store.append(alone, given)

    found["postgres_action_alone"] = per_second(entries, one, 100, 1)
    for connection in (near, far, alone):
        connection.close()
    return found


if __name__ == "__main__":
    main()
