"""The form of a next step: what a person should see first, found in each area's `web/next_steps.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class NextStep:
    """`page` is the name of an address without parameters; the lowest `order` that is due wins.

    Below 50 somebody waits for this person; from 50 on it is the desk a person of that role works at.
    """

    order: int
    page: str
    is_due: Callable[[HttpRequest], bool]
