"""How a site is watched, and whether its alarm was exercised and heard, measured by Rempart's own watch (UP-01)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class OutageAlarm(Fact, frozen=True, kw_only=True):
    """`monitors` look at whether the site answers, every `every_s` at the slowest; `looked_s` ago was the oldest of their
    last looks (None = never). `places` spoke just now, `outside` of them from another network.

    `rung_s`: how long ago the last alarm rang (a test, or an outage of this site); `heard_s`: after how long a person
    took it in hand. None = never, or not.
    """

    kind: ClassVar[str] = "watch.outage_alarm"

    monitors: int
    every_s: int
    looked_s: int | None
    places: int
    outside: int
    rung_s: int | None
    heard_s: int | None
