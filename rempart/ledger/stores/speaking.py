"""A driver's connection as the ledger speaks to it, whichever driver it is."""

import sqlite3
from contextlib import AbstractContextManager
from typing import Any

from rempart.ledger.stores.connection import Connection


def spoken(raw: Any, guard: AbstractContextManager[Any] | None = None) -> Connection:
    """`raw`: a sqlite3 or psycopg connection; `guard` turns psycopg's errors into those the caller knows."""
    if isinstance(raw, sqlite3.Connection):
        return raw
    from rempart.ledger.stores.postgres import Adapter, as_fault  # psycopg takes 0.3 s to import

    return Adapter(raw, as_fault if guard is None else lambda: guard)
