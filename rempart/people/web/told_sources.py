"""Sources of a text as the API tells them."""

from collections.abc import Iterable
from typing import Any

from rempart.people.core.lesson import Source


def told_sources(sources: Iterable[Source]) -> list[dict[str, Any]]:
    """In their order; `from_memory`: not read again."""
    return [
        {
            "id": one.id, "title": one.title, "publisher": one.publisher, "date": one.date,
            "address": one.address or None, "read": one.read or None, "from_memory": one.is_from_memory,
        }
        for one in sources
    ]  # fmt: skip
