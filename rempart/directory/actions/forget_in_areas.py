"""What the areas know of people goes with them, at the erasure itself and at its replay after a restore."""

import importlib

from rempart.registry.discover import parts


def forget_in_areas(uids: list[str]) -> None:
    """An area with rows about people has `actions/on_erasure.py` with `def on_erasure(uids: list[str]) -> None`."""
    for name in parts("rempart", "actions.on_erasure"):
        importlib.import_module(name).on_erasure(uids)
