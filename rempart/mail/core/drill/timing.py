"""When each mail is due: within working hours of a zone, spread over the days, in no order that a list would have."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60
MOST_DAYS = 366  # of one campaign


class NoTime(ValueError):
    """No working hour lies between beginning and end."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Working hours: minutes after midnight on the clock of `zone`; weekdays from 0, Monday."""

    zone: str
    day_from: int
    day_until: int
    weekdays: tuple[int, ...]


def stretches(begin_ms: int, end_ms: int, hours: Hours) -> list[tuple[int, int]]:
    """The working hours between two moments, as (from, until) in ms. Raises NoTime."""
    zone = ZoneInfo(hours.zone)
    day = datetime.fromtimestamp(begin_ms / 1_000, zone).date()
    last = datetime.fromtimestamp(end_ms / 1_000, zone).date()
    found: list[tuple[int, int]] = []
    for _ in range(MOST_DAYS):
        if day > last:
            break
        if day.weekday() in hours.weekdays:
            opens, shuts = _at(day, hours.day_from, zone), _at(day, hours.day_until, zone)
            if (start := max(begin_ms, opens)) < (stop := min(end_ms, shuts)):
                found.append((start, stop))
        day += timedelta(days=1)
    if not found:
        raise NoTime
    return found


def moments(count: int, spans: Sequence[tuple[int, int]], draw: random.Random, *, jitter: bool) -> list[int]:
    """That many moments within the spans; evenly one after another, or drawn anew for each."""
    total = sum(until - begin for begin, until in spans)
    places = [draw.randrange(total) if jitter else number * total // count for number in range(count)]
    return [_within(place, spans) for place in places]


def is_open(moment_ms: int, hours: Hours) -> bool:
    """Is it a working hour?"""
    there = datetime.fromtimestamp(moment_ms / 1_000, ZoneInfo(hours.zone))
    minute = there.hour * 60 + there.minute
    return there.weekday() in hours.weekdays and hours.day_from <= minute < hours.day_until


def next_open(moment_ms: int, hours: Hours) -> int:
    """The moment itself in a working hour, else the beginning of the next one."""
    return stretches(moment_ms, moment_ms + 8 * DAY_MINUTES * 60_000, hours)[0][0]


def _at(day: date, minute: int, zone: ZoneInfo) -> int:
    """A wall-clock minute of that day: an hour that the change of clocks leaves out falls on the one after it."""
    at = datetime(day.year, day.month, day.day, tzinfo=zone)
    whole = at.replace(hour=minute // 60, minute=minute % 60) if minute < DAY_MINUTES else at + timedelta(days=1)
    return int(whole.timestamp() * 1_000)


def _within(place: int, spans: Sequence[tuple[int, int]]) -> int:
    for begin, until in spans:
        if place < until - begin:
            return begin + place
        place -= until - begin
    return spans[-1][1] - 1
