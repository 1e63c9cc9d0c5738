"""The form of a threat: what it is and which rows of the acceptance list it answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Threat:
    """`id` is T01..T25 (file name t01_...); controls say themselves which threats they stand against.

    `open_below` is the wall level from which the source texts call it stopped; `always_residual` threats
    are printed at every level (human error, the physical intruder).
    """

    id: str
    rows: tuple[str, ...]
    title: str
    what: str
    always_residual: bool = False
