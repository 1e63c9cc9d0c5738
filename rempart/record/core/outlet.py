"""The form of an outlet: what must be set, and how one entry is written for the other side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from rempart.record.core.item import Item

MAX_SETTING = 16 * 1024  # characters; the longest is a chain of certificates


class Carrier(Enum):
    """How what an outlet writes travels."""

    LINE = "line"  # a syslog line: UDP, TCP, or TLS
    POST = "post"  # one signed HTTP request for each entry


@dataclass(frozen=True, slots=True)
class Outlet:
    """`id` is the file name. `settings` are names from core/settings.py; `write` makes the bytes that travel."""

    id: str
    carrier: Carrier
    settings: tuple[str, ...]
    title: str
    what: str
    source: str
    write: Callable[[Item, Mapping[str, str]], bytes]
    content_type: str = "application/json"
