"""When a last day ends and a first day begins: by the clock of the organisation, also across daylight saving."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones


@lru_cache
def zones() -> tuple[str, ...]:
    """Names to choose from."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return (*names, "UTC")


def is_zone(name: str) -> bool:
    """Does this machine know it?"""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def begin_ms(day: date, zone: str) -> int:
    """The first moment of a day there. Raises OverflowError for a day beyond the calendar."""
    local = datetime.combine(day, time.min, ZoneInfo(zone))
    return round(local.astimezone(UTC).timestamp() * 1_000)


def end_ms(day: date, zone: str) -> int:
    """The moment at which the day is over there."""
    return begin_ms(day + timedelta(days=1), zone)
