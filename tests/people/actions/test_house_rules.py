"""Rules of the house: put up, confirmed by oneself alone, asked anew, counted in fixed groups, forgotten and erased."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Person, Team
from rempart.people.actions import write_house_letters
from rempart.people.actions.confirm_house_rule import NotNewest, NotRight, confirm, held_by
from rempart.people.actions.forget_old import forget_old
from rempart.people.actions.learner_choice import choose
from rempart.people.actions.on_erasure import on_erasure
from rempart.people.actions.put_house_rule import Withdrawn, put_rule, put_version, withdraw_rule
from rempart.people.actions.remind_learners import remind_some
from rempart.people.actions.send_programme_letters import send_one
from rempart.people.actions.set_hallmark import set_hallmark
from rempart.people.actions.tell_house_rules import figures_of, house_rules_of, standing, tell_one
from rempart.people.actions.write_house_letters import write_some
from rempart.people.core.house_rule import BadVersion, Draft, HouseKind
from rempart.people.store.house_rules import Confirmation, HouseAsked, HouseCounted, HouseVersion
from rempart.people.store.programme import ProgrammeLetter
from rempart.terms.duration import DAY_S
from tests.access.record import every_byte, kinds
from tests.cast import Cast, colleague
from tests.people.house import FRENCH, PDF, RIGHT, draft, put
from tests.people.programmes import enrolled, learner, running

pytestmark = pytest.mark.django_db
DAY = DAY_S * 1_000


def test_confirmed_with_the_right_answer_and_never_for_another(cast_: Cast) -> None:
    version = put(cast_.alice, cast_.lavande)
    with pytest.raises(NotRight):
        confirm(cast_.bob, version, "en", "Nobody")
    with pytest.raises(NotRight):
        confirm(cast_.bob, version, "fr", RIGHT)  # not written in that language
    with pytest.raises(PermissionDenied):
        confirm(cast_.charlie, version, "en", RIGHT)
    assert not Confirmation.objects.exists()
    row = confirm(cast_.bob, version, "en", RIGHT)
    assert confirm(cast_.bob, version, "en", "anything").pk == row.pk  # once is enough for a year
    assert [one.account for one in Confirmation.objects.all()] == [cast_.bob]
    assert kinds(cast_.lavande).count("people.house_rule.confirmed") == 1
    assert b"Nobody" not in every_byte()
    assert RIGHT.encode() not in every_byte()


def test_only_who_teaches_puts_up_renews_and_withdraws(cast_: Cast) -> None:
    student = colleague(cast_.lavande, "Dora", Role.LEARNER)
    version = put(cast_.alice, cast_.lavande)
    for attempt in (
        lambda: put_rule(student, cast_.lavande, HouseKind.OWN, draft()),
        lambda: put_version(student, version.rule, draft()),
        lambda: withdraw_rule(student, version.rule),
        lambda: put_version(cast_.charlie, version.rule, draft()),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    with pytest.raises(BadVersion):
        put_rule(cast_.alice, cast_.lavande, HouseKind.OWN, Draft(version.dated_on, {}, PDF))
    assert HouseVersion.objects.count() == 1


def test_a_new_version_asks_again_and_an_old_one_takes_no_answer(cast_: Cast) -> None:
    first = put(cast_.alice, cast_.lavande)
    confirm(cast_.bob, first, "en", RIGHT)
    second = put_version(cast_.alice, first.rule, draft())
    assert (second.number, held_by(cast_.bob, second)) == (2, None)
    with pytest.raises(NotNewest):
        confirm(cast_.alice, first, "en", RIGHT)
    withdraw_rule(cast_.alice, first.rule)
    with pytest.raises(Withdrawn):
        withdraw_rule(cast_.alice, first.rule)
    with pytest.raises(NotNewest):
        confirm(cast_.alice, second, "en", RIGHT)
    with pytest.raises(Withdrawn):
        put_version(cast_.alice, first.rule, draft())
    assert kinds(cast_.lavande).count("people.house_rule.withdrawn") == 1
    assert standing(cast_.lavande) == []


def test_the_record_hears_who_confirmed_all_of_them(cast_: Cast) -> None:
    one, other = learner(cast_.lavande, "Dora"), learner(cast_.lavande, "Emil")
    reporting, law = put(cast_.alice, cast_.lavande), put(cast_.alice, cast_.lavande, HouseKind.LAW)
    for account, version in ((one, reporting), (one, law), (other, reporting)):
        confirm(account, version, "en", RIGHT)
    fact = house_rules_of(cast_.lavande)
    assert (fact.kinds, fact.rules, fact.people, fact.confirmed) == (("law", "reporting"), 2, 2, 1)
    Confirmation.objects.filter(account=one).update(at_ms=now_ms() - 366 * DAY)
    assert house_rules_of(cast_.lavande).confirmed == 0  # a year later it is read again
    assert house_rules_of(cast_.velos).rules == 0


def test_told_once_a_day_and_counted_after_a_week(cast_: Cast) -> None:
    version = put(cast_.alice, cast_.lavande)
    assert tell_one()
    assert not tell_one()
    assert kinds(cast_.lavande).count("people.fact.recorded") == 1
    HouseVersion.objects.filter(pk=version.pk).update(put_ms=now_ms() - 8 * DAY)
    assert tell_one()
    assert not tell_one()
    version.refresh_from_db()
    assert version.figures == {"why": "small", "groups": []}


def test_figures_are_of_fixed_groups_of_eight(cast_: Cast) -> None:
    big, small = (Team.objects.create(organisation=cast_.lavande, name=name) for name in ("Atelier", "Bureau"))
    for number in range(20):
        person = Person.objects.create(organisation=cast_.lavande, name=f"Person {number}")
        person.teams.add(big if number < 10 else small if number < 13 else big)
        if number > 15:
            person.teams.clear()
    learner(cast_.lavande, "Dora", small)
    version = put(cast_.alice, cast_.lavande)
    groups = HouseCounted.objects.filter(version=version).values_list("group", flat=True)
    assert set(groups) == {big.uid, ""}
    told = figures_of(version)["groups"]
    assert [(one["group"], one["people"]) for one in told] == [("", 8), (big.uid, 13)]
    assert all(one["confirmed"] % 3 == 0 or one["confirmed"] == one["people"] for one in told)
    Person.objects.filter(teams=small).first().delete()  # type: ignore[union-attr]
    assert [one["people"] for one in figures_of(version)["groups"]] == [20]  # the rest shows with all, or not at all


def test_a_confirmation_goes_after_a_year_and_with_its_person(cast_: Cast) -> None:
    version = put(cast_.alice, cast_.lavande)
    confirm(cast_.bob, version, "en", RIGHT)
    confirm(cast_.alice, version, "en", RIGHT)
    on_erasure([cast_.bob.uid])
    assert [one.account for one in Confirmation.objects.all()] == [cast_.alice]
    forget_old(now_ms() + 367 * DAY)
    assert not Confirmation.objects.exists()
    assert HouseVersion.objects.exists()


def working_moment() -> int:
    """The Monday after tomorrow or later, ten o'clock, UTC: what was just put up is older than an hour then."""
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=2)
    while day.weekday() != 0:
        day += dt.timedelta(days=1)
    return round(dt.datetime.combine(day, dt.time(10), dt.UTC).timestamp() * 1_000)


def written_at(moment: int) -> list[str]:
    """All batches of that moment; whom a letter waits for then, which is taken away as if it had been sent."""
    while write_some(moment):
        pass
    found = sorted(ProgrammeLetter.objects.values_list("person__name", "kind"))
    ProgrammeLetter.objects.all().delete()
    return [f"{name} {kind}" for name, kind in found]


@pytest.fixture
def hallmark(cast_: Cast) -> None:
    set_hallmark(cast_.alice, cast_.lavande, "the lighthouse keeps its lamp lit", "learn.example.com")


@pytest.mark.usefixtures("hallmark")
def test_nobody_is_written_to_twice_and_whoever_confirmed_not_at_all(cast_: Cast) -> None:
    ann = learner(cast_.lavande, "Ann")
    learner(cast_.lavande, "Ben")
    version, other = put(cast_.alice, cast_.lavande), put(cast_.alice, cast_.lavande, HouseKind.SECRECY)
    confirm(ann, version, "en", RIGHT)
    confirm(ann, other, "en", RIGHT)
    moment = working_moment()
    assert written_at(moment - 5 * 3_600_000) == []  # five in the morning
    assert written_at(moment - 2 * DAY) == []  # a Saturday
    assert written_at(moment) == ["Ben rules"]  # one letter for both rules
    assert written_at(moment + DAY) == []
    for week in (1, 2, 3):
        assert written_at(moment + week * 7 * DAY) == ["Ben rules_again"]
    assert written_at(moment + 28 * DAY) == []  # four letters are enough
    assert kinds(cast_.lavande).count("people.house_rule.written") == 8
    put_version(cast_.alice, version.rule, draft())
    assert written_at(moment + 35 * DAY) == ["Ann rules", "Ben rules"]


@pytest.mark.usefixtures("hallmark")
def test_letters_respect_leave_wishes_and_leavers(cast_: Cast) -> None:
    learner(cast_.lavande, "Ann")
    quiet, away, gone = (learner(cast_.lavande, name) for name in ("Ben", "Cleo", "Dan"))
    Person.objects.create(organisation=cast_.lavande, name="Eve", email="eve@lavande.example")  # has yet to come
    Person.objects.create(organisation=cast_.lavande, name="Fay")  # no address
    put(cast_.alice, cast_.lavande)
    moment = working_moment()
    day = dt.datetime.fromtimestamp(moment / 1_000, dt.UTC).date()
    choose(quiet, cast_.lavande, is_quiet=True, away_until=None)
    choose(away, cast_.lavande, is_quiet=False, away_until=day)
    gone.membership_set.all().delete()
    assert written_at(moment) == ["Ann rules", "Ben rules", "Eve rules"]
    assert written_at(moment + DAY) == ["Cleo rules"]  # back from leave
    choose(away, cast_.lavande, is_quiet=False, away_until=day + dt.timedelta(days=9))
    assert written_at(moment + 8 * DAY) == ["Ann rules_again"]
    assert written_at(moment + 10 * DAY) == ["Cleo rules_again"]


@pytest.mark.usefixtures("hallmark")
def test_a_programme_and_rules_together_remind_once_a_week(cast_: Cast) -> None:
    here = running(cast_.alice, cast_.lavande)
    (ann,) = enrolled(here.programme, "Ann")
    moment = working_moment()
    while remind_some(moment):
        pass
    put(cast_.alice, cast_.lavande)
    HouseAsked.objects.create(version=HouseVersion.objects.get(), person=ann.person, last_ms=moment - 8 * DAY)
    ProgrammeLetter.objects.all().delete()
    assert written_at(moment + DAY) == []
    for turn, kind in ((7, "rules_again"), (14, "rules_again"), (21, "rules_again"), (28, "reminder")):
        ProgrammeLetter.objects.all().delete()
        while remind_some(moment + turn * DAY):
            pass
        assert list(ProgrammeLetter.objects.values_list("kind", flat=True)) == [kind]


@pytest.mark.usefixtures("hallmark")
def test_the_letter_names_what_waits_when_it_goes(cast_: Cast) -> None:
    ann = learner(cast_.lavande, "Ann")
    version = put(cast_.alice, cast_.lavande)
    put_rule(cast_.alice, cast_.lavande, HouseKind.OWN, draft(fr=FRENCH))
    assert write_some(working_moment())
    ProgrammeLetter.objects.update(next_ms=0)
    confirm(ann, version, "en", RIGHT)
    assert (send_one(), send_one()) == (True, False)
    (letter,) = mail.outbox
    assert "- Comment signaler" in letter.body
    assert "- How to report" not in letter.body
    assert "the lighthouse keeps its lamp lit" in letter.body
    assert "://" not in letter.body
    assert letter.to == ["ann@lavande.example"]


@pytest.mark.usefixtures("hallmark")
def test_no_letter_goes_about_what_was_confirmed_or_withdrawn_meanwhile(cast_: Cast) -> None:
    learner(cast_.lavande, "Ann")
    version = put(cast_.alice, cast_.lavande)
    assert write_some(working_moment())
    ProgrammeLetter.objects.update(next_ms=0)
    withdraw_rule(cast_.alice, version.rule)
    assert send_one()
    assert mail.outbox == []
    assert written_at(working_moment() + 7 * DAY) == []


def test_without_words_to_know_it_by_no_letter_goes(cast_: Cast) -> None:
    learner(cast_.lavande, "Ann")
    put(cast_.alice, cast_.lavande)
    assert written_at(working_moment()) == []
    assert not HouseAsked.objects.exists()


@pytest.mark.usefixtures("hallmark")
def test_of_two_workers_one_writes(cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one looked before the first had written, and looks again inside."""
    learner(cast_.lavande, "Ann")
    put(cast_.alice, cast_.lavande)
    moment, look = working_moment(), write_house_letters._due
    first = [look(cast_.lavande, moment, dt.datetime.fromtimestamp(moment / 1_000, dt.UTC).date())]
    assert write_some(moment)
    monkeypatch.setattr(write_house_letters, "_due", lambda *given: first.pop() if first else look(*given))
    assert not write_some(moment)
    assert ProgrammeLetter.objects.count() == 1


@pytest.mark.usefixtures("hallmark")
def test_how_many_were_written_to_is_rounded_and_told_with_the_others(cast_: Cast) -> None:
    for number in range(11):
        learner(cast_.lavande, f"Person{number}")
    version = put(cast_.alice, cast_.lavande)
    assert (standing(cast_.lavande)[0].written, standing(cast_.lavande)[0].reminded) == (None, None)
    written_at(working_moment())
    HouseVersion.objects.filter(pk=version.pk).update(figures=figures_of(version))
    told = standing(cast_.lavande)[0]
    assert told.written in (9, 11)  # a multiple of three beside eleven, and never more than there are
    assert told.reminded == 0
    forget_old(working_moment() + 367 * DAY)
    assert not HouseAsked.objects.exists()
