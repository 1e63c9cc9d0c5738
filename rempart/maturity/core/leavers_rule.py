"""What measured leavers say, for the two controls that ask. Only this console and connected systems are measured."""

from rempart.facts.leavers import Leavers
from rempart.maturity.core.control import Opinion
from rempart.terms.duration import DAY_S, HOUR_S
from rempart.terms.state import State

MOST_MS = DAY_S * 1_000  # one day, as the fix of leavers_automatic says


def judge_removed(fact: Leavers) -> Opinion:
    """Level 1: nobody who left still has access, as far as can be seen."""
    values: dict[str, int | str] = {"leavers": fact.leavers, "systems": fact.systems, "open": fact.open}
    if not fact.leavers:
        return Opinion(State.UNKNOWN, "nobody_left")
    if fact.open:
        return Opinion(State.PARTIAL, "still_open", values)
    if not fact.systems:
        return Opinion(State.PARTIAL, "only_here", values)
    return Opinion(State.MET, "all_closed", values)


def judge_automatic(fact: Leavers) -> Opinion:
    """Level 3: by themselves, and within a day."""
    first = judge_removed(fact)
    if not fact.leavers or first.state is not State.MET:
        return first
    if fact.by_hand:
        return Opinion(State.PARTIAL, "by_hand", {"leavers": fact.leavers, "by_hand": fact.by_hand})
    values = {"leavers": fact.leavers, "systems": fact.systems, "hours": -(-(fact.worst_ms or 0) // (HOUR_S * 1_000))}
    slow = fact.worst_ms is None or fact.worst_ms > MOST_MS
    return Opinion(State.NOT_MET, "slow", values) if slow else Opinion(State.MET, "automatic", values)
