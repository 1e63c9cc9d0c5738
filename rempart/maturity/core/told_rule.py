"""What the inventory measured, for the control that asks how soon a known flaw is told."""

from rempart.facts.vulnerability_told import VulnerabilityTold
from rempart.maturity.core.control import Opinion
from rempart.terms.duration import DAY_S, HOUR_S
from rempart.terms.state import State

FEED_MAX_S = 3 * DAY_S  # public feeds change daily; older than a weekend is no watch
TOLD_MAX_S = 2 * DAY_S  # "the same day": many feeds date a disclosure by its day alone, so two days hold one
HEARD_MAX_S = 2 * DAY_S  # WARNING is "somebody should act today"


def judge_vulnerability(fact: VulnerabilityTold) -> Opinion:
    """A whole list, a fresh feed, and everything it told was told and heard in time."""
    values: dict[str, int | str] = {
        "components": fact.components,
        "told": fact.told,
        "missed": fact.told - fact.heard - fact.waiting,
        "unsure": fact.unsure,
        "hours": _hours(fact.slowest_told_s),
        "heard_hours": _hours(fact.slowest_heard_s),
        "feed_hours": _hours(fact.feed_age_s),
    }
    if not fact.components:
        return Opinion(State.UNKNOWN, "nothing_known")
    if not fact.feeds:
        return Opinion(State.NOT_MET, "no_feed")
    if fact.feed_age_s is None:
        return Opinion(State.PARTIAL, "own_list")
    if fact.feed_age_s > FEED_MAX_S:
        return Opinion(State.NOT_MET, "stale_feed", values)
    if not fact.is_whole:
        return Opinion(State.PARTIAL, "not_whole", values)
    if fact.unsure:
        return Opinion(State.PARTIAL, "some_unsure", values)
    return _timely(fact, values)


def _timely(fact: VulnerabilityTold, values: dict[str, int | str]) -> Opinion:
    missed = fact.told - fact.heard - fact.waiting
    if missed and not fact.heard:
        return Opinion(State.NOT_MET, "nobody", values)
    if missed:
        return Opinion(State.PARTIAL, "some_missed", values)
    if (fact.slowest_told_s or 0) > TOLD_MAX_S or (fact.slowest_heard_s or 0) > HEARD_MAX_S:
        return Opinion(State.PARTIAL, "late", values)
    return Opinion(State.MET, "in_time" if fact.told else "ready", values)


def _hours(seconds: int | None) -> int:
    return -(-(seconds or 0) // HOUR_S)
