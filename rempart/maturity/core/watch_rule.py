"""What the watch measured, for the two controls that ask: is an outage alerted, and is somebody told in time."""

from rempart.facts.outage_alarm import OutageAlarm
from rempart.facts.told_in_time import ToldInTime
from rempart.maturity.core.control import Opinion
from rempart.terms.duration import DAY_S, HOUR_S, MINUTE_S
from rempart.terms.state import State

SLOWEST_LOOK_S = 5 * MINUTE_S  # the fix of outage_alerted says every minute or two; five is still minutes
ALARM_MAX_S = 7 * DAY_S + 12 * HOUR_S  # weekly, with room for a shift of the hour
IN_TIME_S = HOUR_S  # a critical finding read within an hour is handled the same day, also one of the night


def judge_alarm(fact: OutageAlarm) -> Opinion:
    """Looked at just now, and the alarm rang and was heard within a week."""
    minutes = -(-fact.every_s // MINUTE_S)
    values: dict[str, int | str] = {"minutes": minutes, "places": fact.places, "outside": fact.outside}
    if not fact.monitors:
        return Opinion(State.NOT_MET, "unwatched")
    if fact.every_s > SLOWEST_LOOK_S:
        return Opinion(State.PARTIAL, "seldom", values)
    if not fact.places or fact.looked_s is None or fact.looked_s > 2 * fact.every_s + MINUTE_S:
        return Opinion(State.UNKNOWN, "silent")
    if fact.rung_s is None or fact.rung_s > ALARM_MAX_S:
        return Opinion(State.PARTIAL, "never_rung", values)
    if fact.heard_s is None:
        waits = fact.rung_s <= HOUR_S
        return Opinion(State.PARTIAL if waits else State.NOT_MET, "ringing" if waits else "unheard", values)
    return Opinion(State.MET, "alerted", {**values, "heard_minutes": -(-fact.heard_s // MINUTE_S)})


def judge_told(fact: ToldInTime) -> Opinion:
    """Every alarm was heard by a person, each within an hour."""
    missed = fact.rung - fact.heard - fact.waiting
    values: dict[str, int | str] = {"rung": fact.rung, "heard": fact.heard, "missed": missed}
    if not fact.rung or (not fact.heard and not missed):
        return Opinion(State.UNKNOWN, "nothing_rang")
    if not fact.heard:
        return Opinion(State.NOT_MET, "nobody", values)
    slowest = -(-(fact.slowest_s or 0) // MINUTE_S)
    if missed:
        return Opinion(State.PARTIAL, "some_missed", values)
    if (fact.slowest_s or 0) > IN_TIME_S:
        return Opinion(State.PARTIAL, "late", {**values, "minutes": slowest})
    return Opinion(State.MET, "in_time", {**values, "minutes": slowest})
