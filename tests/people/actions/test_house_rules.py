"""Rules of the house: put up, confirmed by oneself alone, asked anew, counted in fixed groups, forgotten and erased."""

import pytest
from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Person, Team
from rempart.people.actions.confirm_house_rule import NotNewest, NotRight, confirm, fresh
from rempart.people.actions.forget_old import forget_old
from rempart.people.actions.on_erasure import on_erasure
from rempart.people.actions.put_house_rule import Withdrawn, put_rule, put_version, withdraw_rule
from rempart.people.actions.tell_house_rules import figures_of, house_rules_of, standing, tell_one
from rempart.people.core.house_rule import BadVersion, Draft, HouseKind
from rempart.people.store.house_rules import Confirmation, HouseCounted, HouseVersion
from rempart.terms.duration import DAY_S
from tests.access.record import every_byte, kinds
from tests.cast import Cast, colleague
from tests.people.house import PDF, RIGHT, draft, put
from tests.people.programmes import learner

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
    assert (second.number, fresh(cast_.bob, second)) == (2, None)
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
