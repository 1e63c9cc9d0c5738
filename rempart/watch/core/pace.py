"""When a vantage point looks again: at its interval, and soon after a look that surprised it."""

from typing import NamedTuple

from rempart.watch.core.outcome import Outcome
from rempart.watch.core.policy import LOOK_S, RETRY_PAUSE_S, RETRY_S, Policy


class Streak(NamedTuple):
    """Failed looks in a row, and good ones in a row since the last failed one; both 0 at the start."""

    fails: int = 0
    goods: int = 0

    def after(self, outcome: Outcome) -> "Streak":
        """With one more look. What could not be looked at changes nothing."""
        if outcome is Outcome.CANNOT:
            return self
        if outcome is Outcome.BAD:
            return Streak(self.fails + 1, 0)
        return Streak(0, self.goods + 1) if self.goods or self.fails else self


def is_urgent(policy: Policy, streak: Streak) -> bool:
    """Is the next look one that confirms, a failure or a recovery?"""
    return 0 < streak.fails < policy.tries_alone or 0 < streak.goods < policy.recoveries


def pause_s(policy: Policy, streak: Streak) -> float:
    """Between the end of one look (confirming) or its beginning (ordinary) and the next."""
    return RETRY_PAUSE_S if is_urgent(policy, streak) else float(policy.interval_s)


def timeout_s(policy: Policy, streak: Streak) -> float:
    """How long the next look may take."""
    return RETRY_S if is_urgent(policy, streak) else min(policy.look_s, LOOK_S)
