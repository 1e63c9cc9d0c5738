"""How soon a person took alarms in hand, measured by Rempart's own watch (DET-02)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class ToldInTime(Fact, frozen=True, kw_only=True):
    """Of the last `span_days`: test alarms of the organisation and outages of this site.

    `rung` were told, `heard` of them taken in hand by a person; `waiting` are younger than an hour and still open: not
    counted as missed. `slowest_s` and `median_s` are of those heard, from the first failed look. None = nobody heard one.
    """

    kind: ClassVar[str] = "watch.told_in_time"

    span_days: int
    rung: int
    heard: int
    waiting: int
    slowest_s: int | None
    median_s: int | None
