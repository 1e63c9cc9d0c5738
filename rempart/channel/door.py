"""The form of an address that is answered before Django: what must be kept at once, however many come.

`<area>/doors/<id>.py` has `UNIT = Door(...)`. The web server asks it for each path below its prefix; nothing here knows
Django. An answer carries its own security headers: no middleware adds them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` as in WSGI: `303 See Other`."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Door:
    """`answer` is given the WSGI environment and never reads its body; None leaves the request to Django,
    with whatever the door took out of it."""

    id: str
    prefix: str
    answer: Callable[[dict[str, Any]], Answer | None]
