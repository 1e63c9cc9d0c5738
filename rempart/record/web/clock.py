"""The reader's time zone: chosen on the page, remembered for the session, UTC until then."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from rempart.design import formats
from rempart.design.zones import zones
from rempart.terms.moment import rfc3339

CHOSEN = "record_zone"
LAST_MS = 253_402_214_400_000  # a day before the year 10000: with any zone's offset still a date


@dataclass(frozen=True, slots=True)
class When:
    """One moment in the reader's zone, and in UTC for whoever points at it."""

    text: str
    utc: str


def zone_of(request: HttpRequest) -> tuple[str, tzinfo]:
    """Name and zone; a choice that came with this request is kept, if this machine knows it."""
    asked = request.GET.get("zone")
    if asked in zones():
        request.session[CHOSEN] = asked
    name = str(request.session.get(CHOSEN, "UTC"))
    return (name, ZoneInfo(name)) if name in zones() and name != "UTC" else ("UTC", UTC)


def when(at_ms: int, zone: tzinfo, language: str) -> When:
    """Day and minute there, and the whole moment in UTC."""
    held = min(at_ms, LAST_MS)
    local = datetime.fromtimestamp(held / 1000, UTC).astimezone(zone).replace(tzinfo=None)
    return When(formats.moment(local, language), rfc3339(held))


def typed_ms(text: str, zone: tzinfo) -> int | None:
    """Milliseconds of a `datetime-local` field, read in that zone. Raises ValueError; None for nothing."""
    if not text:
        return None
    try:
        return max(int(datetime.fromisoformat(text[:32]).replace(tzinfo=zone).timestamp() * 1000), 0)
    except (OverflowError, OSError) as bad:
        raise ValueError(text) from bad
