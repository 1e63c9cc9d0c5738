"""A duty: what an area does again and again in the background; one file each in `<area>/duties/`."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Duty:
    """`run` does one bounded piece and answers whether more waits (then it is called again at once).

    It may run twice, or be killed at any moment, without harm: state moves by conditional updates, and no
    transaction is open during I/O. `every_s` is the pause after a run that found nothing more. `id` is the file's name.
    """

    id: str
    every_s: float
    run: Callable[[], bool]
