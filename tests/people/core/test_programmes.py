"""AWR-12, AWR-13, AWR-16: both programmes of the source stand ready; dates, working hours and progress."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rempart.people.core.in_languages import BadData, spoken
from rempart.people.core.library import lessons
from rempart.people.core.planned_lessons import PLANNED
from rempart.people.core.programme_dates import Dates, WrongDates, begins_on, dates_of
from rempart.people.core.programme_progress import progress
from rempart.people.core.programme_template import read, templates
from rempart.people.core.work_time import may_remind

D = dt.date


def test_both_programmes_of_the_source_have_its_dates() -> None:
    winter, four = templates()["winter_campaign"], templates()["four_sessions"]
    dates = dates_of(winter, winter.first_day)
    assert (dates.starts_on, dates.ends_on, dates.enrol_until) == (D(2025, 12, 15), D(2026, 1, 31), D(2025, 12, 10))
    assert (winter.required_minutes, len(winter.path)) == (720, 36)
    days = [dates_of(four, four.first_day).starts_on + dt.timedelta(days=one.day) for one in four.sessions]
    assert days == [D(2025, 12, 1), D(2025, 12, 8), D(2025, 12, 15), D(2025, 12, 22)]


def test_relative_dates_follow_any_first_day() -> None:
    dates = dates_of(templates()["winter_campaign"], D(2027, 3, 1))
    dates.check()
    assert (dates.ends_on, dates.enrol_until, dates.culture_from) == (D(2027, 4, 17), D(2027, 2, 24), D(2027, 3, 29))


@pytest.mark.parametrize("name", ["winter_campaign", "four_sessions"])
def test_a_path_names_what_is_written_or_planned(name: str) -> None:
    """AWR-27: what is planned is never among what is written."""
    path = templates()[name].path
    assert len(set(path)) == len(path)
    assert set(path) <= lessons().keys() | PLANNED.keys()
    assert not lessons().keys() & PLANNED.keys()
    assert len(lessons().keys() | PLANNED.keys()) == 36


def test_whoever_enrols_early_begins_early() -> None:
    dates = Dates(D(2026, 2, 10), D(2026, 3, 1), D(2026, 2, 20), D(2026, 2, 1), None)
    assert begins_on(dates, D(2026, 1, 20)) == D(2026, 1, 20)
    assert begins_on(dates, D(2026, 2, 2)) == D(2026, 2, 10)
    assert begins_on(dates, D(2026, 2, 15)) == D(2026, 2, 15)


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("order", {"ends_on": D(2026, 1, 1)}),
        ("long", {"ends_on": D(2028, 1, 1)}),
        ("enrol", {"enrol_until": D(2026, 3, 2)}),
        ("early", {"early_until": D(2026, 2, 11)}),
        ("culture", {"culture_from": D(2026, 3, 2)}),
    ],
)
def test_dates_that_do_not_follow(code: str, values: dict[str, Any]) -> None:
    right = {"starts_on": D(2026, 2, 10), "ends_on": D(2026, 3, 1), "enrol_until": D(2026, 2, 20)}
    with pytest.raises(WrongDates) as bad:
        Dates(**{"early_until": None, "culture_from": None, **right, **values}).check()
    assert bad.value.code == code


def test_a_planned_lesson_is_never_done() -> None:
    found = progress(["a", "b", "secrecy"], {"a", "b"}, {"a": 20, "secrecy": 20, "elsewhere": 20}, 60, 720)
    assert (found.minutes, found.done, found.there, found.planned, found.is_at_its_end) == (80, 1, 2, 1, False)
    assert progress(["a", "secrecy"], {"a"}, {"a": 20}, 0, 720).is_at_its_end
    assert not progress(["a", "secrecy"], {"a"}, {"a": 20}, 0, 720).is_reached


def test_reminders_keep_to_working_hours_and_absences() -> None:
    zone = ZoneInfo("Europe/Paris")
    monday = dt.datetime(2026, 2, 9, 9, 0, tzinfo=zone)
    assert may_remind(monday, zone, last=None, away_until=None)
    assert not may_remind(monday.replace(hour=8, minute=59), zone, last=None, away_until=None)
    assert not may_remind(monday.replace(hour=17), zone, last=None, away_until=None)
    assert not may_remind(monday - dt.timedelta(days=1), zone, last=None, away_until=None)
    assert not may_remind(monday, zone, last=monday - dt.timedelta(days=6), away_until=None)
    assert may_remind(monday, zone, last=monday - dt.timedelta(days=7), away_until=None)
    assert not may_remind(monday, zone, last=None, away_until=monday.date())
    assert may_remind(monday, zone, last=None, away_until=D(2026, 2, 8))
    assert not may_remind(monday, ZoneInfo("America/New_York"), last=None, away_until=None)


def test_data_that_is_not_whole_is_refused() -> None:
    with pytest.raises(BadData, match="wants"):
        spoken({"en": "x", "fr": "y"}, "here")
    with pytest.raises(BadData, match="empty"):
        spoken({"en": "x", "fr": "y", "zh": " "}, "here")
    with pytest.raises(BadData, match="x: 'order'"):
        read("x", {})
