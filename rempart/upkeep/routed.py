"""Migrations that name no database speak to the one that is being made, never to the one in use.

Without this, moving to another database would run every change of rows (the sealing of second factors, say) a second
time on the rows of the old one.
"""

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from django.db import router


class _Router:
    """What this thread said last; of every other thread's queries it knows nothing."""

    def __init__(self) -> None:
        self.said = threading.local()

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """The database of this thread's block."""
        return getattr(self.said, "alias", None)

    db_for_write = db_for_read


_ROUTER = _Router()


@contextlib.contextmanager
def to(alias: str) -> Iterator[None]:
    """Queries of this thread that name no database go there."""
    if _ROUTER not in router.routers:
        router.routers.append(_ROUTER)
    _ROUTER.said.alias = alias
    try:
        yield
    finally:
        _ROUTER.said.alias = None
