"""When turns were given out: what reaches the site is late on a busy machine, and then comes closer together."""

from collections import deque

from rempart.scanner.net.pace import Pace


class Moments(deque[float]):
    """Keeps all that went through it."""

    def __init__(self, kept: list[float], most: int | None) -> None:
        super().__init__(maxlen=most)
        self._kept = kept

    def append(self, moment: float) -> None:
        self._kept.append(moment)
        super().append(moment)


def noted(pace: Pace, kept: list[float]) -> Pace:
    """The same pace; `kept` gets the moment of each turn, in seconds of the loop."""
    pace._begun = Moments(kept, pace._begun.maxlen)
    return pace


def is_kept(moments: list[float], per_second: int) -> bool:
    """No more than that many within any second."""
    return all(later - earlier > 0.999_999 for earlier, later in zip(moments, moments[per_second:], strict=False))
