"""Is this failure a full disk? Asked wherever writing fails, with Django and without."""

import errno
import sqlite3

FULL_STATES = {"53100"}  # PostgreSQL: disk_full
FULL_NUMBERS = {errno.ENOSPC, errno.EDQUOT}
DEPTH = 10  # causes of causes that are looked at


def is_disk_full(trouble: BaseException | None) -> bool:
    """The error itself, or what it was raised from: Django wraps the driver's."""
    for _ in range(DEPTH):
        if trouble is None:
            return False
        if _says_full(trouble):
            return True
        trouble = trouble.__cause__ or trouble.__context__
    return False


def _says_full(trouble: BaseException) -> bool:
    if isinstance(trouble, OSError) and trouble.errno in FULL_NUMBERS:
        return True
    if isinstance(trouble, sqlite3.Error) and getattr(trouble, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
        return True
    return getattr(trouble, "sqlstate", None) in FULL_STATES
