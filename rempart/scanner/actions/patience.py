"""A busy database is waited for: what a run has seen must not be lost because somebody else writes for long."""

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError

T = TypeVar("T")
TRIES = 24  # each waits for the lock for 5 s by itself (settings), so two minutes in all
PAUSE_S = 0.5  # between tries that fail at once, for example on a full disk


def patiently(work: Callable[[], T]) -> T:
    """What `work` answers; it must be one transaction, so that a failed try leaves nothing. Raises OperationalError."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except OperationalError:
            time.sleep(PAUSE_S)
    return work()
