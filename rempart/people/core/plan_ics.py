"""A plan as a calendar file (RFC 5545): whole days, without alarms and without anybody's name."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

LINE_MAX = 75  # octets of one line, RFC 5545 section 3.1


def calendar(items: Iterable[tuple[str, date, str]], made_ms: int) -> bytes:
    """`items`: an id that stays the same, the day, what to do."""
    stamp = datetime.fromtimestamp(made_ms / 1_000, UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rempart//Plan//EN", "CALSCALE:GREGORIAN"]
    for uid, day, text in items:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uid}@rempart",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(text)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return b"".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _escaped(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> bytes:
    """At most LINE_MAX octets a line, never through the middle of a letter."""
    made, part = b"", b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > LINE_MAX:
            made, part = made + part + b"\r\n", b" "
        part += octets
    return made + part + b"\r\n"
