"""Quiet hours and the hour of the digest, in a person's own time zone, right across daylight saving.

The clock on the wall decides: "until 07:00" is 07:00 there, on the days when the night has 9 hours or 7 as well.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60


def local(at_ms: int, zone: ZoneInfo) -> datetime:
    """The moment on the wall clock there."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone)


def minute_of_day(moment: datetime) -> int:
    """Minutes since midnight on the wall clock."""
    return moment.hour * 60 + moment.minute


def is_quiet(at_ms: int, zone: ZoneInfo, begin: int, end: int) -> bool:
    """`begin` and `end` are minutes of the day; the span may cross midnight; equal means never quiet."""
    now = minute_of_day(local(at_ms, zone))
    return begin <= now < end if begin <= end else now >= begin or now < end


def next_moment(at_ms: int, zone: ZoneInfo, minute: int) -> int:
    """The first moment not before `at_ms` whose wall clock shows that minute, in milliseconds since 1970.

    Where the clock jumps over it, the moment of the jump; where it comes twice, the first time.
    """
    day = local(at_ms, zone).date()
    for later in range(3):
        wall = datetime.combine(day + timedelta(days=later), time(minute // 60, minute % 60), zone)
        found = _real(wall, zone)
        if found >= at_ms:
            return found
    raise AssertionError("a day has every minute, or a jump over it")


def _real(wall: datetime, zone: ZoneInfo) -> int:
    """PEP 495: a wall time inside a gap is read with the offset before it, and so lies as far behind as the gap is."""
    moment = wall.replace(fold=0).astimezone(UTC)
    back = moment.astimezone(zone)
    if (back.hour, back.minute) != (wall.hour, wall.minute):
        moment = _jump(moment, zone)
    return round(moment.timestamp() * 1000)


def _jump(after: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which the clock jumped, within the last three hours before `after`; to the minute."""
    low, high = after - timedelta(hours=3), after
    late = high.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == late:
            high = middle
        else:
            low = middle
    return high.replace(second=0, microsecond=0)


def allowed_from(at_ms: int, zone: ZoneInfo, begin: int | None, end: int | None) -> int:
    """`at_ms` itself, or the end of the quiet hours it lies in."""
    if begin is None or end is None or not is_quiet(at_ms, zone, begin, end):
        return at_ms
    return next_moment(at_ms, zone, end)
