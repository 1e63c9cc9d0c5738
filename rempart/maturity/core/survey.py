"""The form of a figure or gain quoted from the guide: data for the return, never proof, each with its status."""

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What the figure is about. Gains stand on a line of their own and never enter the loss (ROI-04)."""

    LOSS = "loss"
    FREQUENCY = "frequency"
    GAIN = "gain"


class Status(StrEnum):
    """How far the figure could be checked against something other than the guide."""

    VERIFIED = "verified"
    PARTLY_VERIFIED = "partly_verified"
    NOT_VERIFIED = "not_verified"


@dataclass(frozen=True, slots=True)
class Figure:
    """`number` in `unit` (hours_month, percent, usd_month), None for a gain that nobody measured here.

    `source_line` is a line of the text that `source` names: the guide (1:) or the training programme (2:).
    """

    id: str
    rows: tuple[str, ...]
    subject: Subject
    statement: str
    caution: str
    number: int | None
    unit: str
    source: str
    source_line: int
    status: Status
