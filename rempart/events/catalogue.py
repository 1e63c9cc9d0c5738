"""The closed list: every event kind of every area, found in the files of this package."""

import importlib
import pkgutil

import rempart.events
from rempart.events.kind import EventKind


def catalogue() -> dict[str, EventKind]:
    """Kinds by name, sorted. Raises ValueError on a name used twice."""
    kinds: dict[str, EventKind] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(rempart.events.__path__)):
        for value in vars(importlib.import_module(f"rempart.events.{module}")).values():
            if isinstance(value, EventKind) and kinds.setdefault(value.name, value) is not value:
                raise ValueError(f"event name {value.name} is used twice")
    return dict(sorted(kinds.items()))
