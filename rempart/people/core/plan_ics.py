"""A plan as a calendar file (RFC 5545, written by the library icalendar): whole days, without alarms and anybody's name."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

MADE_BY = "-//Rempart//Plan//EN"
LINE_MAX = 75  # octets of one line, RFC 5545 section 3.1


def calendar(items: Iterable[tuple[str, date, str]], made_ms: int) -> bytes:
    """`items`: an id that stays the same, the day, what to do."""
    stamp = datetime.fromtimestamp(made_ms // 1_000, UTC)
    made = Calendar()
    made.add("prodid", MADE_BY)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for uid, day, text in items:
        event = Event()
        event.add("uid", f"{uid}@rempart")
        event.add("dtstamp", stamp)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", " ".join(text.split()))
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())
