"""The form of a threat: what it is and which rows of the acceptance list it answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Threat:
    """`code` is T01..T25, by which controls say what they stand against; `id` is the file name (t01_...).

    `always_residual` threats are printed at every level: human error, the physical intruder (guide 1:137, 1:139).
    """

    id: str
    code: str
    rows: tuple[str, ...]
    title: str
    what: str
    always_residual: bool = False
