"""Reads the table of monitors from a database of Uptime Kuma: somebody else's file, so nothing in it is trusted."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from rempart.watch.core.kuma import MONITORS_MAX, BadBackup

MAGIC = b"SQLite format 3\x00"
PATIENCE_S = 5.0  # a view or trigger that was planted must not keep us busy
STEPS = 10_000  # virtual machine steps between two looks at the clock
CELL_MAX = 1_000_000


def read_database(file: Path) -> list[dict[str, Any]]:
    """Rows of `monitor`, by column. Raises BadBackup."""
    until = time.monotonic() + PATIENCE_S
    try:
        # Immutable: its journal, if one lies beside it, is not replayed, and nothing is written.
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, CELL_MAX)
            connection.set_progress_handler(lambda: time.monotonic() > until, STEPS)
            kind = connection.execute("SELECT type FROM sqlite_master WHERE name = 'monitor'").fetchone()
            if kind is None or kind[0] != "table":
                raise BadBackup("no table of monitors")
            connection.row_factory = sqlite3.Row
            rows = connection.execute("SELECT * FROM monitor ORDER BY id LIMIT ?", (MONITORS_MAX,)).fetchall()
            return [dict(row) for row in rows]
    except (sqlite3.Error, UnicodeDecodeError) as bad:
        raise BadBackup("not a database of Uptime Kuma") from bad
