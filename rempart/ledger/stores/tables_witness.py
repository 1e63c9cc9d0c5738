"""Tables of witnesses, successor logs, time stamps and rights of spools (migration 0005). Text and whole numbers only: they run
unchanged on SQLite and PostgreSQL."""

from typing import Any

SCHEMA: tuple[str, ...] = (
    # Whom we ask. `since_ms`: since when it has been silent, 0 while it answers; `told`: the event says so already.
    "CREATE TABLE IF NOT EXISTS ledger_witness (name TEXT PRIMARY KEY, address TEXT NOT NULL, key TEXT NOT NULL,"
    " tries BIGINT NOT NULL, next_ms BIGINT NOT NULL, since_ms BIGINT NOT NULL, told BIGINT NOT NULL,"
    " reason TEXT NOT NULL)",
    # The newest cosigned checkpoint of a log by a witness, or why there is none.
    "CREATE TABLE IF NOT EXISTS ledger_cosignature (log TEXT NOT NULL, witness TEXT NOT NULL, size BIGINT NOT NULL,"
    " note TEXT NOT NULL, line TEXT NOT NULL, at_s BIGINT NOT NULL, refused TEXT NOT NULL, tries BIGINT NOT NULL,"
    " next_ms BIGINT NOT NULL, PRIMARY KEY (log, witness))",
    # A log that was lost in part goes on under another origin. `size` and `note`: what had been signed of the old one.
    "CREATE TABLE IF NOT EXISTS ledger_successor (log TEXT PRIMARY KEY, successor TEXT NOT NULL, held BIGINT NOT NULL,"
    " size BIGINT NOT NULL, note TEXT NOT NULL)",
    # What a spool may write: each kind (or `area.*`) in each organisation; an empty `org` is the installation.
    "CREATE TABLE IF NOT EXISTS ledger_origin (origin TEXT NOT NULL, org TEXT NOT NULL, kind TEXT NOT NULL,"
    " PRIMARY KEY (origin, org, kind))",
    # The newest time stamp of a log: the stamped note and the token of RFC 3161 in Base64.
    "CREATE TABLE IF NOT EXISTS ledger_timestamp (log TEXT PRIMARY KEY, size BIGINT NOT NULL, note TEXT NOT NULL,"
    " token TEXT NOT NULL, at_ms BIGINT NOT NULL, reason TEXT NOT NULL, next_ms BIGINT NOT NULL)",
)

TABLES: tuple[str, ...] = tuple(line.split()[5] for line in SCHEMA)


def create(connection: Any) -> None:
    """Run the schema, one statement at a time, on any connection with `execute`."""
    for statement in SCHEMA:
        connection.execute(statement)
