"""Quiet hours on the wall clock, on every day of the year and in every zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.notices.core import quiet

PARIS, SHANGHAI, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory", "posixrules"})).map(ZoneInfo)
MOMENTS = st.integers(1_700_000_000_000, 2_000_000_000_000)
MINUTES = st.integers(0, quiet.DAY_MINUTES - 1)


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def test_a_night_in_paris_ends_at_seven_there() -> None:
    until = quiet.allowed_from(ms("2026-11-22T22:30:00+00:00"), PARIS, 22 * 60, 7 * 60)
    assert until == ms("2026-11-23T06:00:00+00:00")


def test_by_day_nothing_waits() -> None:
    at = ms("2026-11-22T12:00:00+00:00")
    assert quiet.allowed_from(at, PARIS, 22 * 60, 7 * 60) == at
    assert quiet.allowed_from(at, PARIS, None, None) == at


@pytest.mark.parametrize(
    ("night", "hours"),
    [("2026-03-28T22:00:00+01:00", 8), ("2026-10-24T22:00:00+02:00", 10), ("2026-06-01T22:00:00+02:00", 9)],
)
def test_the_nights_of_the_change_are_shorter_and_longer(night: str, hours: int) -> None:
    begin = ms(night)
    assert quiet.allowed_from(begin, PARIS, 22 * 60, 7 * 60) - begin == hours * 3_600_000


def test_an_hour_that_the_clock_jumps_over_is_the_moment_of_the_jump() -> None:
    found = quiet.next_moment(ms("2026-03-29T00:00:00+01:00"), PARIS, 2 * 60 + 30)
    assert found == ms("2026-03-29T01:00:00+00:00")


def test_an_hour_that_comes_twice_is_its_first() -> None:
    found = quiet.next_moment(ms("2026-10-25T00:00:00+02:00"), PARIS, 2 * 60 + 30)
    assert found == ms("2026-10-25T00:30:00+00:00")


def test_each_in_their_own_zone() -> None:
    at = ms("2026-07-01T23:00:00+00:00")
    assert quiet.is_quiet(at, PARIS, 22 * 60, 7 * 60)
    assert not quiet.is_quiet(at, NEW_YORK, 22 * 60, 7 * 60)
    assert not quiet.is_quiet(at, SHANGHAI, 22 * 60, 7 * 60)


@settings(max_examples=300, deadline=None)
@given(MOMENTS, ZONES, MINUTES, MINUTES)
def test_the_end_is_never_quiet_never_earlier_and_within_a_day(at: int, zone: ZoneInfo, begin: int, end: int) -> None:
    found = quiet.allowed_from(at, zone, begin, end)
    assert at <= found <= at + 26 * 3_600_000
    assert found == at or not quiet.is_quiet(found, zone, begin, end)


@settings(max_examples=300, deadline=None)
@given(MOMENTS, ZONES, MINUTES)
def test_the_next_moment_shows_that_minute_or_is_a_jump(at: int, zone: ZoneInfo, minute: int) -> None:
    found = quiet.next_moment(at, zone, minute)
    assert at <= found <= at + 26 * 3_600_000
    shown = quiet.local(found, zone)
    before = datetime.fromtimestamp(found / 1000 - 120, UTC).astimezone(zone)
    jumped = shown.utcoffset() != before.utcoffset()
    assert jumped or quiet.minute_of_day(shown) == minute
