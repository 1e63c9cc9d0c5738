"""Whether unusual traffic of a site would be told, and whether it was, measured by Rempart's own watch (UP-02)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class TrafficPeaks(Fact, frozen=True, kw_only=True):
    """Requests are counted since `days`; `is_learnt` when the site's rhythm of this hour of the week is known; `read_s`
    ago the log was last read to its end (None = never). Of the last `span_days`: `peaks` were told, `heard` of them
    taken in hand or over by themselves, `waiting` younger than an hour; `slowest_told_s` from a peak's first bin.
    """

    kind: ClassVar[str] = "watch.traffic_peaks"

    span_days: int
    days: int
    is_learnt: bool
    read_s: int | None
    peaks: int
    heard: int
    waiting: int
    slowest_told_s: int | None
