"""What stands before a door of the console."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Ahead:
    """What a door needs beyond a row: `row` that must be this one, a form, parts of the address, what came before.

    `is_bare`: it begins a transaction itself and changes nothing that another door would miss.
    """

    row: str = ""
    form: Mapping[str, Any] | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    first: Callable[[], object] | None = None
    is_bare: bool = False
