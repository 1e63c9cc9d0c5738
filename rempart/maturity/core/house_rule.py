"""What confirmed rules of the house say of the control that people know the rules. A click without a question is none."""

from rempart.facts.house_rules import HouseRules
from rempart.maturity.core.control import Opinion
from rempart.terms.state import State

LAW = "law"  # the laws that bind the house, in its own words: without it only a part is known
SHARE_PERCENT = 90  # of the people whom the organisation names


def judge_known(fact: HouseRules) -> Opinion:
    """Step 4: nearly everybody read what binds the house, and answered its question."""
    if not fact.rules or not fact.people:
        return Opinion(State.UNKNOWN, "none_here")
    values: dict[str, int | str] = {"confirmed": fact.confirmed, "people": fact.people, "asked": SHARE_PERCENT}
    if fact.confirmed * 100 < SHARE_PERCENT * fact.people:
        return Opinion(State.PARTIAL, "too_few", values)
    return Opinion(State.MET, "known", values) if LAW in fact.kinds else Opinion(State.PARTIAL, "no_law", values)
