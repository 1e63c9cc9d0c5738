"""A drill as values: its steps in their order, what each found, and what all of it says."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

COUNTED = 3  # the worst of so many counts


class Name(StrEnum):
    """The steps, in their order. The first two are a person's."""

    DETECTION = "detection"
    DECISION = "decision"
    RESTORE = "restore"
    BOOT = "boot"
    PAGES = "pages"
    SIGN_IN = "sign_in"
    MEDIA = "media"
    WALLS = "walls"
    UPDATES = "updates"
    ATTACK = "attack"
    DESTROY = "destroy"


PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"
BACK = (Name.RESTORE, Name.BOOT, Name.PAGES, Name.SIGN_IN, Name.MEDIA)  # until these are through the site is not back


@dataclass(frozen=True, slots=True)
class Step:
    """What one step found. `code` says why in a word; `numbers` are counts."""

    name: str
    state: str
    seconds: float = 0.0
    code: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    said: str = ""

    def stored(self) -> dict[str, Any]:
        """For the row."""
        return {
            **asdict(self),
            "name": str(self.name),
            "state": str(self.state),
            "seconds": round(self.seconds, 1),
            "numbers": dict(self.numbers),
        }


def failed_step(steps: Sequence[Mapping[str, Any]]) -> str:
    """The first that failed; empty when none did."""
    return next((str(one["name"]) for one in steps if one["state"] == FAILED), "")


def worst(times: Sequence[int | None]) -> int | None:
    """Of the last drills; None when one of them never came back, or there was none."""
    last = list(times)[:COUNTED]
    return None if not last or None in last else max(one for one in last if one is not None)


def between_s(begin_ms: int | None, end_ms: int | None) -> int | None:
    """Whole seconds, begun ones counted; None while one of the two moments has not come."""
    return None if begin_ms is None or end_ms is None else max(0, -(-(end_ms - begin_ms) // 1_000))
