"""When a reminder may arrive: on a working day, in working hours, at most once a week, never in somebody's absence."""

import datetime as dt
from zoneinfo import ZoneInfo

FIRST_HOUR, LAST_HOUR = 9, 17  # on the wall clock there; the last one is not begun
LAST_WEEKDAY = 4  # Friday
APART_DAYS = 7


def is_working(moment: dt.datetime, zone: ZoneInfo) -> bool:
    """Monday to Friday, nine to five, there."""
    local = moment.astimezone(zone)
    return local.weekday() <= LAST_WEEKDAY and FIRST_HOUR <= local.hour < LAST_HOUR


def may_remind(moment: dt.datetime, zone: ZoneInfo, *, last: dt.datetime | None, away_until: dt.date | None) -> bool:
    """`away_until` is the last day of an absence."""
    if last is not None and moment - last < dt.timedelta(days=APART_DAYS):
        return False
    if away_until is not None and moment.astimezone(zone).date() <= away_until:
        return False
    return is_working(moment, zone)
