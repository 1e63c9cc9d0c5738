"""Connections to the ledger's file on SQLite, with the settings that make 'acknowledged' mean 'on the disk'."""

import sqlite3
from pathlib import Path

BUSY_TIMEOUT_MS = 5_000  # how long a writer waits for another one before it hears 'busy'

PRAGMAS: tuple[str, ...] = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # WAL's default would lose acknowledged commits when the power goes
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA foreign_keys=ON",
)


def connect(path: Path) -> sqlite3.Connection:
    """A connection without Python's implicit transactions; use `writing` to write."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000, check_same_thread=False)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises sqlite3.OperationalError when the file does not exist."""
    connection = sqlite3.connect(
        f"file:{_quoted(path)}?mode=ro", uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000
    )
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    return connection


def _quoted(path: Path) -> str:
    return path.resolve().as_uri().removeprefix("file://")
