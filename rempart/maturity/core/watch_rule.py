"""What the watch measured, for the controls that ask: is an outage alerted, a peak of traffic, and is it told in time."""

from rempart.facts.outage_alarm import OutageAlarm
from rempart.facts.told_in_time import ToldInTime
from rempart.facts.traffic_peaks import TrafficPeaks
from rempart.maturity.core.control import Opinion
from rempart.terms.duration import DAY_S, HOUR_S, MINUTE_S
from rempart.terms.state import State

SLOWEST_LOOK_S = 5 * MINUTE_S  # the fix of outage_alerted says every minute or two; five is still minutes
ALARM_MAX_S = 7 * DAY_S + 12 * HOUR_S  # weekly, with room for a shift of the hour
IN_TIME_S = HOUR_S  # a critical finding read within an hour is handled the same day, also one of the night

READ_MAX_S = 15 * MINUTE_S  # a log that nobody reads tells no peak
PEAK_MAX_S = 15 * MINUTE_S  # bins of five minutes, a first one that is only half a peak, and the way to the record


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


def judge_peaks(fact: TrafficPeaks) -> Opinion:
    """Counted just now, against a rhythm that is known; and what was told was told within ten minutes, and heard."""
    missed = fact.peaks - fact.heard - fact.waiting
    values: dict[str, int | str] = {"days": fact.days, "peaks": fact.peaks, "missed": missed}
    values["minutes"] = -(-(fact.slowest_told_s or 0) // MINUTE_S)
    if fact.read_s is None or fact.read_s > READ_MAX_S:
        return Opinion(State.UNKNOWN, "not_counted", values)
    if not fact.is_learnt:
        return Opinion(State.UNKNOWN, "learning", values)
    if missed and not fact.heard:
        return Opinion(State.NOT_MET, "unheard", values)
    if missed or (fact.slowest_told_s or 0) > PEAK_MAX_S:
        return Opinion(State.PARTIAL, "late", values)
    return Opinion(State.MET, "told" if fact.peaks else "watched", values)
