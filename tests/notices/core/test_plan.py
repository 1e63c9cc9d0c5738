"""Who is told when: severity against quiet hours, digests and the next in line."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rempart.notices.core import quiet
from rempart.notices.core.cause import cause_of, ended_by
from rempart.notices.core.plan import REMINDERS_MAX, Due, Way, first_tellings, reminder_ms
from rempart.terms.scope import Subject
from rempart.terms.severity import Severity
from tests.notices.core.test_quiet import PARIS, SHANGHAI, ms

NIGHT = ms("2026-11-22T02:00:00+01:00")
MORNING = ms("2026-11-22T07:00:00+01:00")


def way(number: int = 1, **more: object) -> Way:
    values: dict[str, object] = {"least": Severity.NOTICE, "zone": PARIS, "quiet_begin": 22 * 60, "quiet_end": 7 * 60}
    return Way(number, **{**values, **more})  # type: ignore[arg-type]


def test_what_is_critical_wakes_people() -> None:
    assert first_tellings(Severity.CRITICAL, NIGHT, [way()]) == [Due(1, NIGHT)]


def test_a_warning_waits_for_the_morning_there() -> None:
    told = first_tellings(Severity.WARNING, NIGHT, [way(), way(2, zone=SHANGHAI)])
    assert told == [Due(1, MORNING), Due(2, NIGHT)]


def test_what_is_only_worth_reading_comes_with_the_digest() -> None:
    [told] = first_tellings(Severity.NOTICE, NIGHT, [way(digest_minute=8 * 60 + 30)])
    assert told == Due(1, ms("2026-11-22T08:30:00+01:00"), in_digest=True)


def test_the_next_in_line_comes_later_and_in_their_own_day() -> None:
    told = first_tellings(Severity.WARNING, NIGHT, [way(1, after_min=30, quiet_begin=None), way(2, after_min=30)])
    assert told == [Due(1, NIGHT + 1_800_000), Due(2, MORNING)]


@pytest.mark.parametrize(
    ("severity", "count"), [(Severity.NONE, 0), (Severity.NOTICE, 1), (Severity.WARNING, 2), (Severity.CRITICAL, 3)]
)
def test_everybody_hears_what_they_asked_for(severity: Severity, count: int) -> None:
    ways = [way(1), way(2, least=Severity.WARNING), way(3, least=Severity.CRITICAL)]
    assert len(first_tellings(severity, MORNING, ways)) == count


def test_reminders_end() -> None:
    assert reminder_ms(Severity.CRITICAL, 0, 0) == 3_600_000
    assert reminder_ms(Severity.CRITICAL, 0, REMINDERS_MAX) is None
    assert reminder_ms(Severity.NOTICE, 0, 0) is None


def test_the_same_trouble_with_another_thing_is_another_matter() -> None:
    one, two = Subject("connector", "a"), Subject("connector", "b")
    assert cause_of("x.y.silent", one) != cause_of("x.y.silent", two)
    assert ended_by(("x.y.silent",), one) == [cause_of("x.y.silent", one)]


@given(
    st.integers(1_700_000_000_000, 1_900_000_000_000), st.sampled_from(list(Severity)[1:]),
    st.integers(0, 1439), st.integers(0, 1439), st.integers(0, 1440),
)  # fmt: skip
def test_nobody_is_told_early_or_woken_for_less(at: int, severity: Severity, begin: int, end: int, after: int) -> None:
    asked = way(quiet_begin=begin, quiet_end=end, after_min=after)
    [told] = first_tellings(severity, at, [asked])
    assert told.at_ms >= at + after * 60_000
    assert severity is Severity.CRITICAL or not quiet.is_quiet(told.at_ms, ZoneInfo("Europe/Paris"), begin, end)
