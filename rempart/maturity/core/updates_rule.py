"""What the practice of updates says: a trial before each of them, and nothing that went live without one."""

from rempart.facts.updates_practice import UpdatesPractice
from rempart.maturity.core.control import Opinion
from rempart.terms.duration import DAY_S
from rempart.terms.state import State

TRIED_WITHIN_S = 30 * DAY_S  # whoever has not tried one for a month does not do it any more


def judge_tried(fact: UpdatesPractice) -> Opinion:
    """A trial that held something back is the control at work. Only what nobody tried speaks against it."""
    values: dict[str, int | str] = {
        "tried": fact.tried, "held_back": fact.held_back, "applied": fact.applied, "passed_by": fact.passed_by,
        "days": fact.days, "returned": fact.returned,
    }  # fmt: skip
    if fact.passed_by:
        return Opinion(State.NOT_MET, "passed_by", values)
    if fact.newest_age_s is None:
        return Opinion(State.UNKNOWN, "none_tried", values)
    if fact.newest_age_s > TRIED_WITHIN_S:
        return Opinion(State.PARTIAL, "long_ago", values)
    if fact.parts_seen is None:
        return Opinion(State.PARTIAL, "unseen", values)
    return Opinion(State.MET, "tried", values)
