"""The ledger's tables, statement by statement, so that a migration can run them one at a time."""

import time

from rempart.ledger.stores import partitions, tables_witness
from rempart.ledger.stores.connection import Connection, is_postgres

# What belongs to which kind of event and since when: personal payloads go when their kind's time is over (retention.py).
KEPT: tuple[str, ...] = (
    "CREATE TABLE ledger_personal_kept (commitment TEXT PRIMARY KEY, org TEXT NOT NULL, kind TEXT NOT NULL,"
    " subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, at_ms BIGINT NOT NULL)",
    "CREATE INDEX ledger_personal_kept_kind ON ledger_personal_kept (org, kind, at_ms)",
)

SCHEMA: tuple[str, ...] = (
    # One row: the integrator that last claimed the ledger. An older one finds a higher epoch and stops.
    "CREATE TABLE ledger_epoch (one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL)",
    "INSERT INTO ledger_epoch VALUES (1, 0)",
    # What has been acknowledged, in that order: the entry's bytes before and after recorded_ms. Rows are never
    # changed or moved, so that an entry is written once; those without a row in ledger_place wait for an index.
    "CREATE TABLE ledger_entry (id INTEGER PRIMARY KEY AUTOINCREMENT, log TEXT NOT NULL, kind TEXT NOT NULL,"
    " org TEXT NOT NULL, subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, at_ms INTEGER NOT NULL,"
    " front BLOB NOT NULL, tail BLOB NOT NULL)",
    "CREATE INDEX ledger_entry_subject ON ledger_entry (subject_id, kind)",
    # Where it stands: written by the integrator alone.
    "CREATE TABLE ledger_place (id INTEGER PRIMARY KEY, log TEXT NOT NULL, idx INTEGER NOT NULL,"
    " recorded_ms INTEGER NOT NULL, leaf BLOB NOT NULL)",
    "CREATE UNIQUE INDEX ledger_place_index ON ledger_place (log, idx)",
    # Roots of full subtrees of 256, 65,536, … leaves: what tiles above level 0 hold.
    "CREATE TABLE ledger_node (log TEXT NOT NULL, level INTEGER NOT NULL, idx INTEGER NOT NULL, hash BLOB NOT NULL,"
    " PRIMARY KEY (log, level, idx)) WITHOUT ROWID",
    # `size`, `root`, `frontier`: stored with the entries. `note`: the signed checkpoint, stored afterwards.
    "CREATE TABLE ledger_head (log TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL,"
    " frontier BLOB NOT NULL, recorded_ms INTEGER NOT NULL, epoch INTEGER NOT NULL,"
    " note TEXT NOT NULL DEFAULT '', note_size INTEGER NOT NULL DEFAULT -1)",
    # How far a writer's sequence has been taken in (the hub's own counter included).
    "CREATE TABLE ledger_cursor (origin TEXT NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL,"
    " PRIMARY KEY (origin, epoch))",
    # How far a reader has read; `idx` is the last entry it has dealt with, -1 for none.
    "CREATE TABLE ledger_reader (name TEXT NOT NULL, log TEXT NOT NULL, idx INTEGER NOT NULL, PRIMARY KEY (name, log))",
    "CREATE TABLE ledger_blob (log TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, data BLOB NOT NULL,"
    " PRIMARY KEY (log, sha256))",
    # Left out of ordinary backups (design: own backup, kept at most 30 days).
    "CREATE TABLE ledger_person_key (person TEXT PRIMARY KEY, key BLOB NOT NULL)",
    "CREATE TABLE ledger_personal (commitment TEXT PRIMARY KEY, person TEXT NOT NULL, payload BLOB NOT NULL)",
    "CREATE INDEX ledger_personal_person ON ledger_personal (person)",
    # Tombstones: replayed on a restored system before it serves anything.
    "CREATE TABLE ledger_erasure (person TEXT PRIMARY KEY, at_ms INTEGER NOT NULL)",
    *KEPT,
)

TABLES: tuple[str, ...] = tuple(line.split()[2] for line in SCHEMA if line.startswith("CREATE TABLE"))


_TEXT = 'TEXT COLLATE "C"'  # compared as bytes, as SQLite does, whatever the cluster's language


def _for_postgres(statement: str) -> tuple[str, ...]:
    """The same table on PostgreSQL."""
    said = statement.replace(" WITHOUT ROWID", "").replace("BLOB", "BYTEA").replace(" INTEGER", " BIGINT")
    said = said.replace(" TEXT", f" {_TEXT}").replace(" AUTOINCREMENT", "")
    if not said.startswith("CREATE TABLE ledger_entry "):
        return (said,)
    return (f"{said} PARTITION BY RANGE (id)", f"CREATE TABLE {partitions.REST} PARTITION OF ledger_entry DEFAULT")


POSTGRES_SCHEMA: tuple[str, ...] = (
    *(made for statement in SCHEMA for made in _for_postgres(statement)),
    # The number last given to an entry; whoever takes the next ones keeps the row until the commit (bulk.py).
    "CREATE TABLE ledger_counter (one BIGINT PRIMARY KEY CHECK (one = 1), id BIGINT NOT NULL)",
    "INSERT INTO ledger_counter VALUES (1, 0)",
    # Which process integrates, and until when it may without saying so again (lease.py).
    f"CREATE TABLE ledger_lease (one BIGINT PRIMARY KEY CHECK (one = 1), holder {_TEXT} NOT NULL,"
    " until_ms BIGINT NOT NULL)",
    "INSERT INTO ledger_lease VALUES (1, '', 0)",
)
POSTGRES_ONLY: tuple[str, ...] = ("ledger_counter", "ledger_lease")


def create(connection: Connection) -> None:
    """Run the schema inside the caller's transaction, or one statement at a time without one."""
    if not is_postgres(connection):
        add(connection, SCHEMA)
        tables_witness.create(connection)  # a new installation has them at once; an older one gets them by migration
        return
    for statement in POSTGRES_SCHEMA:
        connection.execute(statement)
    partitions.ensure(connection, time.time_ns() // 1_000_000)
    tables_witness.create(connection)


def add(connection: Connection, statements: tuple[str, ...]) -> None:
    """Further tables, for a database that was made before there were any."""
    for statement in statements:
        for said in _for_postgres(statement) if is_postgres(connection) else (statement,):
            connection.execute(said)


def drop(connection: Connection) -> None:
    """Away with all of it, for the tests of a migration's way back."""
    for name in (*TABLES, *(POSTGRES_ONLY if is_postgres(connection) else ())):
        connection.execute(f"DROP TABLE {name}")
