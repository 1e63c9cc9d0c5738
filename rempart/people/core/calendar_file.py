"""Sessions as a calendar file (RFC 5545, written by the library icalendar): titles, times and places, nobody's name."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

MADE_BY = "-//Rempart//Sessions//EN"


@dataclass(frozen=True, slots=True)
class Meeting:
    """`changed` counts changes: a calendar takes the higher one. `is_on` False takes it out of the calendar."""

    uid: str
    title: str
    about: str
    where: str
    starts_ms: int
    minutes: int
    changed: int
    is_on: bool
    is_sure: bool = True  # False while somebody waits for a seat


def calendar(name: str, meetings: Iterable[Meeting], host: str, made_ms: int) -> bytes:
    """The whole file; times in UTC, which every calendar shows on its own clock."""
    made = Calendar()
    made.add("prodid", MADE_BY)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for one in meetings:
        made.add_component(_event(one, host, made_ms))
    return bytes(made.to_ical())


def _event(one: Meeting, host: str, made_ms: int) -> Event:
    event, begins = Event(), _moment(one.starts_ms)
    event.add("uid", f"{one.uid}@{host}")
    event.add("dtstamp", _moment(made_ms))
    event.add("dtstart", begins)
    event.add("dtend", begins + dt.timedelta(minutes=one.minutes))
    event.add("summary", one.title)
    event.add("sequence", one.changed)
    event.add("status", "CANCELLED" if not one.is_on else "CONFIRMED" if one.is_sure else "TENTATIVE")
    for name, text in (("description", one.about), ("location", one.where)):
        if text:
            event.add(name, text)
    return event


def _moment(at_ms: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(at_ms // 1_000, dt.UTC)
