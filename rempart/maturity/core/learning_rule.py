"""What lessons that count say, for the two controls that ask. Training elsewhere is shown by a document."""

from rempart.facts.learning import Learning
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
