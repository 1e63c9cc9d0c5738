"""The closed list: every event kind of every area, found in the files of this package."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import rempart.events
from rempart.events.kind import EventKind


@cache
def catalogue() -> Mapping[str, EventKind]:
    """Kinds by name, sorted; read once a process. Raises ValueError on a name used twice."""
    kinds: dict[str, EventKind] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(rempart.events.__path__)):
        for value in vars(importlib.import_module(f"rempart.events.{module}")).values():
            if isinstance(value, EventKind) and kinds.setdefault(value.name, value) is not value:
                raise ValueError(f"event name {value.name} is used twice")
    return MappingProxyType(dict(sorted(kinds.items())))
