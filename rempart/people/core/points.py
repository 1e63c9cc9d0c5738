"""What counts how much (AWR-08), who is the star of a month (AWR-09), and how departments stand (AWR-10).

Points are engagement. In the study that followed up 14,733 people for 15 months rewards changed nothing (figures below on
the pages): no rule here, and no sentence, says that points protect anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from rempart.terms.duration import DAY_S

LEAST_TEAM = 8  # people of a team whose figure is shown
MOST_REPORTS_A_DAY = 3  # of one person that bring points: thanked are all of them
WEEK_MS = 7 * DAY_S * 1_000


class Why(StrEnum):
    """What points were for."""

    LESSON = "lesson"
    TEST = "test"
    DRILL_REPORT = "drill_report"
    TRUE_REPORT = "true_report"


WORTH: Mapping[Why, int] = {Why.LESSON: 20, Why.TEST: 30, Why.DRILL_REPORT: 10, Why.TRUE_REPORT: 25}


@dataclass(frozen=True, slots=True)
class Seen:
    """What an entry of the record says that counts: who, for what, how many times; `what` is the lesson, or the day."""

    account: str
    why: Why
    what: str = ""
    times: int = 1


def month_of(at_ms: int) -> str:
    """`2026-11`, in UTC."""
    return datetime.fromtimestamp(at_ms / 1_000, UTC).strftime("%Y-%m")


def month_before(month: str) -> str:
    """The one before it."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02d}"


def month_ms(month: str) -> int:
    """When it begins."""
    return int(datetime(int(month[:4]), int(month[5:]), 1, tzinfo=UTC).timestamp() * 1_000)


def stars(points: Mapping[int, int]) -> tuple[int, ...]:
    """The accounts with most points of a month; those with the same share the place. Nobody with none."""
    best = max(points.values(), default=0)
    return tuple(sorted(one for one, sum_ in points.items() if sum_ == best)) if best else ()


def weeks_over(begins_ms: int, ends_ms: int, now_ms: int) -> int:
    """Until when points of a challenge are counted: whole weeks that are over, and its end."""
    if now_ms >= ends_ms:
        return ends_ms
    return begins_ms + max(0, now_ms - begins_ms) // WEEK_MS * WEEK_MS
