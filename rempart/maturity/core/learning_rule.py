"""What lessons, plans and tests say, for the controls that ask. Training elsewhere is shown by a document."""

from rempart.facts.learning import Learning
from rempart.facts.own_plans import OwnPlans
from rempart.maturity.core.control import Opinion
from rempart.terms.state import State


def judge_first(fact: Learning) -> Opinion:
    """Step 1: everybody has had one."""
    if not fact.people or not fact.with_one:
        return Opinion(State.UNKNOWN, "none_here")
    values: dict[str, int | str] = {"people": fact.people, "with_one": fact.with_one}
    is_whole = fact.with_one >= fact.people
    return Opinion(State.MET, "everybody", values) if is_whole else Opinion(State.PARTIAL, "some", values)


def judge_hours(fact: Learning) -> Opinion:
    """Step 2: everybody has had the hours of the year."""
    if not fact.people or not fact.with_one:
        return Opinion(State.UNKNOWN, "none_here")
    values: dict[str, int | str] = {
        "people": fact.people, "reached": fact.reached, "asked": fact.year_minutes, "median": fact.median_minutes or 0,
    }  # fmt: skip
    is_whole = fact.reached >= fact.people
    return Opinion(State.MET, "all_hours", values) if is_whole else Opinion(State.PARTIAL, "some_hours", values)


def judge_planned(fact: OwnPlans) -> Opinion:
    """Everybody filled in a self-assessment within a year."""
    return _share(fact.people, fact.planned)


def judge_tested(fact: OwnPlans) -> Opinion:
    """Everybody took a test after lessons within a year; its result is nobody else's."""
    return _share(fact.people, fact.tested)


def _share(people: int, have: int) -> Opinion:
    if not people or not have:
        return Opinion(State.UNKNOWN, "none_here")
    values: dict[str, int | str] = {"people": people, "have": have}
    return Opinion(State.MET, "all_have", values) if have >= people else Opinion(State.PARTIAL, "some_have", values)
