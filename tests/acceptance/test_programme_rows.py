"""Rows AWR-01 to AWR-03, AWR-06, AWR-07, AWR-11 to AWR-13, AWR-16 to AWR-18, AWR-22, AWR-23 and AWR-27 to AWR-29: the programme."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from rempart.access.actions.ask_code import ask_code
from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Person
from rempart.people.actions.invite import invite
from rempart.people.actions.join_programme import NotOpen, join, share
from rempart.people.actions.make_programme import make_programme
from rempart.people.actions.open_programme import open_programme
from rempart.people.actions.send_programme_letters import send_one
from rempart.people.actions.set_hallmark import set_hallmark
from rempart.people.core.library import lessons
from rempart.people.core.planned_lessons import PLANNED
from rempart.people.core.programme_template import GOALS, templates
from rempart.people.core.tips import strip_of, tip_of_day, tips
from rempart.people.store.programme import Enrolment, Programme, Session
from rempart.people.store.programme_standing import progress_of
from rempart.people.web.programme_present import card
from tests.cast import Cast
from tests.people.programmes import ADAY, enrolled, learner, running, today

DAY = dt.date


def test_awr_01_to_03_a_programme_says_what_people_know_can_and_do() -> None:
    for one in templates().values():
        assert set(one.goals) == set(GOALS)
        assert all(set(text) == {"en", "fr", "zh"} for text in one.goals.values())


def test_awr_06_a_seminar_with_a_speaker_from_outside_is_planned(cast_: Cast) -> None:
    row = make_programme(cast_.alice, cast_.lavande, "winter_campaign", DAY(2025, 12, 15))
    assert Session.objects.get(programme=row).key == "seminar"


def test_awr_07_and_23_tips_and_strips() -> None:
    assert len({tip_of_day(n).id for n in range(5)}) == len({strip_of(n).id for n in range(5)}) == 5
    assert len(tips()) == 26


def test_awr_11_and_29_a_newcomer_is_invited_without_a_link_and_gets_a_code_when_asking(cast_: Cast) -> None:
    here = running(cast_.alice, cast_.lavande)
    Person.objects.create(organisation=cast_.lavande, name="New", email="new@lavande.example", staff_number="4711")
    set_hallmark(cast_.alice, cast_.lavande, "the lighthouse keeps its lamp lit", "learn.example.com")
    assert invite(cast_.alice, here.programme) == 1
    assert send_one() is True
    (letter,) = mail.outbox
    assert "://" not in letter.body
    assert "staff number" in letter.body
    ask_code(cast_.lavande.uid, "4711", "browser", "en")  # the address that one types leads to this


def test_awr_12_and_13_dates_hours_and_early_birds(cast_: Cast) -> None:
    row = make_programme(cast_.alice, cast_.lavande, "winter_campaign", DAY(2025, 12, 15))
    assert (row.ends_on, row.enrol_until, row.required_minutes) == (DAY(2026, 1, 31), DAY(2025, 12, 10), 12 * 60)
    soon = make_programme(cast_.alice, cast_.lavande, "winter_campaign", today() + 11 * ADAY)
    open_programme(cast_.alice, soon)
    early = join(learner(cast_.lavande, "Early"), soon)
    assert card(soon, early.account).has_begun
    Programme.objects.filter(pk=soon.pk).update(early_until=today() - ADAY)
    soon.refresh_from_db()
    late = join(learner(cast_.lavande, "Late"), soon)
    assert not card(soon, late.account).has_begun
    Programme.objects.filter(pk=soon.pk).update(enrol_until=today() - ADAY)
    with pytest.raises(NotOpen):
        join(learner(cast_.lavande, "Too late"), soon)


def test_awr_16_to_18_four_sessions_live_on_site_and_as_exercises(cast_: Cast) -> None:
    row = make_programme(cast_.alice, cast_.lavande, "four_sessions", DAY(2025, 12, 1), "Asia/Shanghai")
    zone = ZoneInfo("Asia/Shanghai")
    found = [
        (dt.datetime.fromtimestamp(one.starts_ms / 1000, zone).date(), one.key, one.way)
        for one in Session.objects.filter(programme=row).order_by("starts_ms")
    ]
    assert found == [
        (DAY(2025, 12, 1), "architecture", "both"),
        (DAY(2025, 12, 8), "social_engineering", "on_site"),
        (DAY(2025, 12, 15), "recovery", "on_site"),
        (DAY(2025, 12, 22), "closing", "both"),
    ]


def test_awr_22_a_plan_is_shared_only_by_whom_it_is(cast_: Cast) -> None:
    here = running(cast_.alice, cast_.lavande)
    (ann,) = enrolled(here.programme, "Ann")
    assert Enrolment.objects.get().is_shared is False
    share(ann, here.programme, is_shared=True)
    assert Enrolment.objects.get().is_shared is True


def test_awr_27_secrecy_is_planned_and_never_done(cast_: Cast) -> None:
    assert "secrecy" in PLANNED
    assert "secrecy" not in lessons()
    here = running(cast_.alice, cast_.lavande)
    (ann,) = enrolled(here.programme, "Ann")
    shown = card(here.programme, ann)
    assert [one.is_there or one.is_done for one in shown.path if one.id == "secrecy"] == [False]
    assert shown.progress is not None
    assert shown.progress.planned == 24


def test_awr_28_it_is_repeated_year_by_year(cast_: Cast) -> None:
    first = make_programme(cast_.alice, cast_.lavande, "winter_campaign", DAY(2025, 12, 15))
    again = make_programme(cast_.alice, cast_.lavande, "winter_campaign", DAY(2026, 12, 14))
    assert (again.ends_on - again.starts_on) == (first.ends_on - first.starts_on)
    here = running(cast_.alice, cast_.lavande)
    (ann,) = enrolled(here.programme, "Ann")
    assert progress_of(Enrolment.objects.get(account=ann)).minutes == 0
    assert now_ms()
