"""The form of a key that can be replaced; one file each in `rotation/`."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rotatable:
    """`rotate` gets the data folder and the moment, replaces the key, and answers what the person must know or do.

    It may be killed at any moment: the old key goes only when the new one is in place.
    """

    id: str
    help: str
    rotate: Callable[[Path, int], str]
    retires: bool = False  # destroys what was replaced, instead of replacing


def set_up() -> None:
    """Django, for a key that covers rows; a second call does nothing."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rempart.console.settings")
    django.setup()
