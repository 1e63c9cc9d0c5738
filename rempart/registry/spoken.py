"""Titles of units for the sentences of entries: an area's `core/spoken.py` says which slot holds ids of its units."""

import importlib
from functools import lru_cache

from rempart.registry.discover import discover, parts
from rempart.registry.texts import localised


@lru_cache
def _packages() -> dict[str, str]:
    """Slot to package. An area lists its own as `SPOKEN`; their units have a field `title`."""
    return {
        slot: package
        for name in parts("rempart", "core.spoken")
        for slot, package in importlib.import_module(name).SPOKEN.items()
    }


def title(slot: str, unit_id: str, language: str) -> str | None:
    """Of the unit that this slot names, in en, fr or zh; None for any other text."""
    package = _packages().get(slot)
    unit = discover(package, object).get(unit_id) if package else None
    return str(localised(package, unit, language, "title")) if package and unit is not None else None
