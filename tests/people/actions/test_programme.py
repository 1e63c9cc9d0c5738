"""A programme from its making to its end: who may enrol, seats, letters, reminders, figures, and what is forgotten."""

import datetime as dt
import threading
import time
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Person, Team
from rempart.people.actions import plan_session as planning
from rempart.people.actions.change_programme import NotNow, change_programme
from rempart.people.actions.forget_programmes import forget_programmes
from rempart.people.actions.invite import NoHallmark, invite
from rempart.people.actions.join_programme import NotOpen, join, leave, share
from rempart.people.actions.learner_choice import choose
from rempart.people.actions.make_programme import make_programme
from rempart.people.actions.note_attendance import NotYet, note_attendance
from rempart.people.actions.on_ending import on_ending
from rempart.people.actions.on_erasure import on_erasure
from rempart.people.actions.open_programme import end_one, end_programme, open_programme
from rempart.people.actions.remind_learners import remind_some
from rempart.people.actions.send_programme_letters import send_one
from rempart.people.actions.session_seat import NoSeat, give_up, take_seat
from rempart.people.actions.set_hallmark import set_hallmark
from rempart.people.actions.tell_programme import figures_of, tell_one
from rempart.people.core.attempt import Why
from rempart.people.store.hours import minutes_of
from rempart.people.store.models import Attempt
from rempart.people.store.programme import Counted, Enrolment, LearnerChoice, Programme, ProgrammeLetter, Seat, Session
from rempart.people.store.programme_standing import progress_of, seated
from tests.access.record import kinds
from tests.cast import Cast, colleague
from tests.people.programmes import ADAY, DAY_MS, Running, enrolled, learner, running, today


@pytest.fixture
def here(cast_: Cast) -> Running:
    return running(cast_.alice, cast_.lavande)


def took(account: Account, programme: Programme, lesson: str, at_ms: int | None = None) -> None:
    Attempt.objects.create(
        account=account, organisation=programme.organisation, lesson=lesson, form="x", begun_ms=1, shown_ms=1,
        ended_ms=at_ms or now_ms(), why=Why.COUNTS, minutes=20,
    )  # fmt: skip


def test_a_ready_one_comes_with_its_dates_and_sessions(cast_: Cast) -> None:
    row = make_programme(cast_.alice, cast_.lavande, "four_sessions", dt.date(2025, 12, 1), "Europe/Paris")
    sessions = Session.objects.filter(programme=row).order_by("starts_ms")
    zone = ZoneInfo("Europe/Paris")
    moments = [dt.datetime.fromtimestamp(one.starts_ms / 1000, zone) for one in sessions]
    assert [f"{one:%m-%d %H:%M}" for one in moments] == ["12-01 10:00", "12-08 10:00", "12-15 10:00", "12-22 10:00"]
    with pytest.raises(PermissionDenied):
        make_programme(cast_.bob, cast_.lavande, "four_sessions", dt.date(2025, 12, 1))
    with pytest.raises(KeyError):
        make_programme(cast_.alice, cast_.lavande, "none", dt.date(2025, 12, 1))


def test_what_is_open_keeps_its_path_and_audience(cast_: Cast, here: Running) -> None:
    change_programme(cast_.alice, here.programme, {"title": "Ours", "path": [], "required_minutes": 1}, [])
    here.programme.refresh_from_db()
    assert (here.programme.title, here.programme.required_minutes, len(here.programme.path)) == ("Ours", 720, 36)
    with pytest.raises(NotNow):
        open_programme(cast_.alice, here.programme)
    end_programme(cast_.alice, here.programme)
    with pytest.raises(NotNow):
        change_programme(cast_.alice, here.programme, {"title": "Later"})


def test_enrolment_keeps_to_its_day_and_its_audience(cast_: Cast, here: Running) -> None:
    ann = learner(cast_.lavande, "Ann")
    assert join(ann, here.programme).pk == join(ann, here.programme).pk
    Programme.objects.update(enrol_until=today() - ADAY)
    with pytest.raises(NotOpen):
        join(learner(cast_.lavande, "Ben"), here.programme)
    Programme.objects.update(enrol_until=today(), roles=[Role.HR.value])
    with pytest.raises(NotOpen):
        join(learner(cast_.lavande, "Cleo"), here.programme)
    join(colleague(cast_.lavande, "Dan", Role.HR), here.programme)
    with pytest.raises(PermissionDenied):
        join(cast_.charlie, here.programme)


def test_seats_queue_and_moving_up(cast_: Cast, here: Running) -> None:
    ann, ben, cleo, dan = enrolled(here.programme, "Ann", "Ben", "Cleo", "Dan")
    set_hallmark(cast_.alice, cast_.lavande, "the lighthouse keeps its lamp lit", "learn.example.com")
    states = [take_seat(one, here.session).seated_ms is not None for one in (ann, ben, cleo, dan)]
    assert states == [True, True, False, False]
    assert take_seat(ann, here.session).pk == Seat.objects.get(account=ann).pk
    give_up(ann, here.session)
    assert set(seated(here.session).values_list("account", flat=True)) == {ben.pk, cleo.pk}
    while send_one():
        pass
    assert (mail.outbox[-1].to, "a seat is yours" in mail.outbox[-1].subject) == (["cleo@lavande.example"], True)
    assert take_seat(ann, here.session).seated_ms is None  # comes again, queues anew
    planning.change_session(cast_.alice, here.session, {"capacity": 3})
    assert seated(here.session).count() == 3
    with pytest.raises(planning.TooFew):
        planning.change_session(cast_.alice, here.session, {"capacity": 1})
    leave(ben, here.programme)
    assert seated(here.session).filter(account=ann).exists()
    stranger = learner(cast_.lavande, "Not enrolled")
    with pytest.raises(NoSeat):
        take_seat(stranger, here.session)
    planning.cancel_session(cast_.alice, here.session)
    with pytest.raises(NoSeat):
        take_seat(ben, here.session)
    assert ProgrammeLetter.objects.filter(kind="called_off").count() == 3


def patiently(act: Callable[[], object]) -> None:
    """SQLite in memory, which the tests have, does not wait for another writer as the product's file does."""
    until = time.monotonic() + 90
    while True:
        try:
            act()
            return
        except OperationalError as busy:
            if "locked" not in str(busy) or time.monotonic() > until:
                raise
            time.sleep(0.005)


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_never_share_a_seat(cast_: Cast) -> None:
    here = running(cast_.alice, cast_.lavande, capacity=1)
    people = enrolled(here.programme, "Ann", "Ben", "Cleo", "Dan")
    gate, wrong = threading.Barrier(len(people)), list[BaseException]()

    def press(account: Account) -> None:
        try:
            gate.wait(90)
            patiently(lambda: take_seat(account, here.session))
            if account == people[0]:
                patiently(lambda: give_up(account, here.session))
        except BaseException as bad:  # noqa: BLE001 - looked at below, in the test's own thread
            wrong.append(bad)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(one,)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert wrong == []
    assert (seated(here.session).count(), Seat.objects.filter(session=here.session).count()) == (1, 3)


def test_progress_counts_from_when_one_may_begin(cast_: Cast, here: Running) -> None:
    (ann,) = enrolled(here.programme, "Ann")
    took(ann, here.programme, "suppliers", now_ms() - 3 * DAY_MS)  # before it began
    took(ann, here.programme, "insiders")
    took(ann, here.programme, "insiders")
    took(ann, here.programme, "secrecy")  # not written: never done
    row = Enrolment.objects.select_related("programme__organisation").get(account=ann)
    found = progress_of(row)
    assert (found.minutes, found.done, found.there, found.planned, found.is_reached) == (20, 1, 12, 24, False)


def test_who_was_there_counts_for_programme_and_year(cast_: Cast, here: Running) -> None:
    ann, ben = enrolled(here.programme, "Ann", "Ben")
    seats = [take_seat(one, here.session) for one in (ann, ben)]
    with pytest.raises(NotYet):
        note_attendance(cast_.alice, here.session, [seats[0].uid])
    Session.objects.update(starts_ms=now_ms() - 1_000)
    assert note_attendance(cast_.alice, here.session, [seats[0].uid, "nobody"]) == 1
    assert minutes_of(cast_.lavande, now_ms()) == {ann.pk: 60}
    assert note_attendance(cast_.alice, here.session, []) == 0
    give_up(ben, here.session)  # it has begun: it stays what it was
    assert seated(here.session).count() == 2


def test_invitations_go_once_and_are_known_by_words(cast_: Cast, here: Running) -> None:
    Person.objects.create(organisation=cast_.lavande, name="New", email="new@lavande.example", staff_number="7")
    Person.objects.create(organisation=cast_.lavande, name="No address")
    with pytest.raises(NoHallmark):
        invite(cast_.alice, here.programme)
    set_hallmark(cast_.alice, cast_.lavande, "the lighthouse keeps its lamp lit", "learn.example.com")
    assert (invite(cast_.alice, here.programme), invite(cast_.alice, here.programme)) == (1, 0)
    assert (send_one(), send_one()) == (True, False)
    body = mail.outbox[-1].body
    assert "the lighthouse keeps its lamp lit" in body
    assert "learn.example.com" in body
    assert "http" not in body


def working_moment() -> int:
    """A Monday, ten o'clock, UTC, within a programme that began yesterday."""
    day = today() + ADAY
    while day.weekday() != 0:
        day += ADAY
    return round(dt.datetime.combine(day, dt.time(10), dt.UTC).timestamp() * 1_000)


def reminded() -> list[str]:
    return sorted(ProgrammeLetter.objects.filter(kind="reminder").values_list("person__name", flat=True))


def test_reminders_respect_leave_hours_and_wishes(cast_: Cast, here: Running) -> None:
    ann, ben, cleo, dan, eve = enrolled(here.programme, "Ann", "Ben", "Cleo", "Dan", "Eve")
    moment = working_moment()
    day = dt.datetime.fromtimestamp(moment / 1_000, dt.UTC).date()
    choose(ben, cast_.lavande, is_quiet=True, away_until=None)
    choose(cleo, cast_.lavande, is_quiet=False, away_until=day)
    dan.membership_set.all().delete()
    Programme.objects.update(path=["insiders", "secrecy"])
    took(eve, here.programme, "insiders", moment - 1_000)
    assert remind_some(moment - 5 * 3_600_000) is False  # five in the morning
    while remind_some(moment):
        pass
    assert reminded() == ["Ann"]
    while remind_some(moment + DAY_MS):
        pass
    assert reminded() == ["Ann", "Cleo"]  # back from leave; nobody twice within a week
    while remind_some(moment + 7 * DAY_MS):
        pass
    assert reminded() == ["Ann", "Ann", "Cleo"]
    assert ann.pk


def test_a_mail_server_that_is_away_is_waited_for(cast_: Cast, here: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    from rempart.directory.actions import hand_over_letter as sending

    learner(cast_.lavande, "Ann")
    set_hallmark(cast_.alice, cast_.lavande, "the lighthouse keeps its lamp lit", "learn.example.com")
    invite(cast_.alice, here.programme)

    def away(self: Any) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(sending.EmailMessage, "send", away)
        assert send_one() is True
        assert send_one() is False  # later
    assert ProgrammeLetter.objects.count() == 1
    ProgrammeLetter.objects.update(next_ms=0)
    assert send_one() is True
    assert (len(mail.outbox), ProgrammeLetter.objects.count()) == (1, 0)
    invite(cast_.alice, here.programme)
    ProgrammeLetter.objects.update(made_ms=0)


def team_of(cast_: Cast, name: str, size: int) -> list[Account]:
    team = Team.objects.create(organisation=cast_.lavande, name=name)
    return [learner(cast_.lavande, f"{name}{number}", team) for number in range(size)]


def test_figures_by_group_are_fixed_weekly_and_never_small(cast_: Cast) -> None:
    sales, small = team_of(cast_, "Sales", 9), team_of(cast_, "Small", 3)
    here = running(cast_.alice, cast_.lavande)
    assert (
        Counted.objects.filter(programme=here.programme).values("group").distinct().count() == 1
    )  # 3 would be too few
    for one in [*sales[:6], *small[:1]]:
        join(one, here.programme)
    assert tell_one() is False  # a week after it opened
    Programme.objects.update(opened_ms=now_ms() - 8 * DAY_MS)
    assert tell_one() is True
    here.programme.refresh_from_db()
    (group,) = here.programme.figures["groups"]
    assert (group["people"], group["enrolled"] in (6, 9)) == (12, True)
    join(sales[7], here.programme)
    assert tell_one() is False  # in a week
    assert tell_one() is False


def test_a_second_programme_with_nearly_the_same_people_tells_nothing(cast_: Cast) -> None:
    """The differencing attack: everybody, and everybody but one."""
    people = team_of(cast_, "Sales", 10)
    first = running(cast_.alice, cast_.lavande)
    without = Team.objects.create(organisation=cast_.lavande, name="All but one")
    without.person_set.set(Person.objects.filter(account__in=people[1:]))
    second = make_programme(cast_.alice, cast_.lavande, "winter_campaign", today())
    second.teams.set([without])
    open_programme(cast_.alice, second)
    assert figures_of(first.programme)["why"] == ""
    assert figures_of(second) == {"why": "near", "groups": []}
    assert figures_of(first.programme)["groups"][0]["people"] == 10


def test_too_few_people_are_no_figure(cast_: Cast) -> None:
    team_of(cast_, "Sales", 4)
    here = running(cast_.alice, cast_.lavande)
    assert figures_of(here.programme) == {"why": "small", "groups": []}


def test_it_ends_by_itself_and_goes_after_a_year(cast_: Cast, here: Running) -> None:
    (ann,) = enrolled(here.programme, "Ann")
    share(ann, here.programme, is_shared=True)
    assert end_one() is False
    Programme.objects.update(ends_on=today() - ADAY, starts_on=today() - 2 * ADAY)
    assert (end_one(), end_one()) == (True, False)
    forget_programmes()
    assert Programme.objects.count() == 1
    forget_programmes(now_ms() + 368 * DAY_MS)
    assert (Programme.objects.count(), Enrolment.objects.count(), Session.objects.count()) == (0, 0, 0)


def test_erasure_and_ending_free_the_seat(cast_: Cast) -> None:
    here = running(cast_.alice, cast_.lavande, capacity=1)
    ann, ben, cleo = enrolled(here.programme, "Ann", "Ben", "Cleo")
    for one in (ann, ben, cleo):
        take_seat(one, here.session)
    choose(ann, cast_.lavande, is_quiet=True, away_until=None)
    on_erasure([ann.uid])
    assert not Enrolment.objects.filter(account=ann).exists()
    assert not LearnerChoice.objects.filter(account=ann).exists()
    assert seated(here.session).get().account == ben
    with system_action(cast_.lavande) as record:
        on_ending(record, ben, cast_.lavande)
    assert seated(here.session).get().account == cleo
    assert "people.seat.given_up" in kinds(cast_.lavande)
