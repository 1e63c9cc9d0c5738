"""Rows AWR-08 to AWR-10, AWR-19 to AWR-23 and AWR-26 of the acceptance list: plan, test, points, certificates."""

from datetime import date

import pytest
from django.test import Client

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_people import add_people
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Person, Team
from rempart.people.actions.certificates import issue_certificate
from rempart.people.actions.challenges import begin_challenge
from rempart.people.actions.choose_points import choose_points
from rempart.people.actions.make_plan import make_plan
from rempart.people.actions.prizes import ask_prize, hand_over, offer_prize, set_budget
from rempart.people.actions.stars import name_stars
from rempart.people.actions.take_exam import answer_exam, begin_exam
from rempart.people.actions.tell_learning import plans_of
from rempart.people.core.certificate import What
from rempart.people.core.library import lessons
from rempart.people.core.plan import Kind
from rempart.people.core.points import WORTH, Why, month_before, month_ms, month_of
from rempart.people.core.self_check import questions
from rempart.people.store.knowledge import knowledge
from rempart.people.store.plan import Exam, PlanItem
from rempart.people.store.points import Earned, Purse, Wish
from rempart.people.web.points_views import standing, stars
from tests.cast import Cast, colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena(cast_: Cast) -> Account:
    """A learner whom the organisation also names as a person."""
    account = colleague(cast_.lavande, "Lena", Role.LEARNER)
    (person,) = add_people(cast_.alice, cast_.lavande, [NewPerson("Lena", "", "7", "")])
    Person.objects.filter(pk=person.pk).update(account=account)
    return account


def test_AWR_08_points_for_modules_are_exchanged_for_gifts(cast_: Cast, lena: Account) -> None:
    assert WORTH[Why.LESSON] > 0
    Purse.objects.create(account=lena, organisation=cast_.lavande, balance=3 * WORTH[Why.LESSON])
    set_budget(cast_.alice, cast_.lavande, 10_000)
    for name in ("Earphones", "Gym card", "Lunch voucher"):
        gift = offer_prize(cast_.alice, cast_.lavande, name=name, points=20, value_minor=1_500, stock=1)
        assert hand_over(cast_.alice, ask_prize(lena, gift))
    assert Purse.objects.get().balance == 0
    assert Wish.objects.filter(state=Wish.HANDED).count() == 3


def test_AWR_09_a_star_of_the_month_with_certificate_and_public_mention(cast_: Cast, lena: Account) -> None:
    month = month_before(month_of(now_ms()))
    choose_points(lena, cast_.lavande, is_out=False, is_named=True)
    Earned.objects.create(organisation=cast_.lavande, account=lena, points=20, source="x", at_ms=month_ms(month) + 1)
    assert name_stars()
    assert stars(cast_.lavande) == [{"month": month, "name": "Lena"}]
    assert issue_certificate(lena, cast_.lavande, What.STAR, month).month == month


def test_AWR_10_departments_stand_beside_each_other_by_points(cast_: Cast) -> None:
    """The points of it; the range itself is not there yet."""
    for team in ("Sales", "Shop"):
        rows = add_people(
            cast_.alice, cast_.lavande, [NewPerson(f"{team} {at}", "", f"{team}{at}", team) for at in range(8)]
        )
        for at, person in enumerate(rows):
            account = colleague(cast_.lavande, f"{team}{at}", Role.LEARNER)
            Person.objects.filter(pk=person.pk).update(account=account)
    begin_challenge(cast_.alice, cast_.lavande, "Autumn", 28, list(Team.objects.order_by("pk")))
    found = standing(cast_.lavande)
    assert found
    assert {one["team"] for one in found["sides"]} == {"Sales", "Shop"}


def test_AWR_19_each_person_ends_with_a_test_and_a_plan_with_dates(cast_: Cast, lena: Account) -> None:
    row = begin_exam(lena, cast_.lavande)
    Exam.objects.filter(pk=row.pk).update(round="final")
    for number, (lesson, name) in enumerate(row.names()):
        Exam.objects.filter(pk=row.pk).update(shown_ms=now_ms() - 90_000)
        row.refresh_from_db()
        asked = lessons()[lesson]["en"].question(name)
        assert asked is not None
        right = next(at for at, one in enumerate(asked.answers) if one.is_right)
        answer_exam(row, number, right if number else (right + 1) % len(asked.answers))
    assert (row.right, row.asked) == (19, 20)
    items = PlanItem.objects.filter(account=lena)
    assert {one.lesson for one in items} == {row.names()[0][0]}
    assert all(one.due > date.today() for one in items)
    assert (plans_of(cast_.lavande).people, plans_of(cast_.lavande).tested) == (1, 1)


def test_AWR_20_an_official_certificate_that_others_can_check(cast_: Cast, lena: Account) -> None:
    now = now_ms()
    fields = {"begun_ms": now, "shown_ms": now, "ended_ms": now, "right": 16, "asked": 20}
    Exam.objects.create(account=lena, organisation=cast_.lavande, **fields)
    row = issue_certificate(lena, cast_.lavande, What.TEST)
    page = Client(headers={"accept-language": "en"}).get(f"/verify/{row.uid}/").content.decode()
    assert "This certificate is valid" in page
    assert "Maison Lavande" in page


def test_AWR_21_a_self_assessment_of_one_s_own_place_in_the_chain(cast_: Cast, lena: Account) -> None:
    answers = {one.id: one.options[0].id for one in questions()}
    make_plan(lena, cast_.lavande, {**answers, "outsiders": "daily"})
    assert {one.lesson for one in PlanItem.objects.filter(account=lena)} == {"suppliers"}
    assert (plans_of(cast_.lavande).people, plans_of(cast_.lavande).planned) == (1, 1)


def test_AWR_23_what_to_practise_stands_on_the_plan_as_habits(cast_: Cast, lena: Account) -> None:
    answers = {one.id: one.options[0].id for one in questions()}
    make_plan(lena, cast_.lavande, {**answers, "sending": "link", "sign_in": "same"})
    habits = PlanItem.objects.filter(account=lena, kind=Kind.HABIT)
    assert {one.lesson for one in habits} == {"cloud_sharing", "passwords_and_second_factors"}


def test_AWR_26_what_was_learnt_is_seen_in_data_of_groups(cast_: Cast) -> None:
    now = now_ms()
    for at in range(8):
        who = colleague(cast_.lavande, f"P{at}", Role.LEARNER)
        for round_, right in (("before", 10), ("final", 16)):
            fields = {"begun_ms": now, "shown_ms": now, "ended_ms": now, "right": right, "asked": 20, "round": round_}
            Exam.objects.create(account=who, organisation=cast_.lavande, **fields)
    assert [(one.people, one.share) for one in knowledge(cast_.lavande)] == [(8, 0.5), (8, 0.8), (0, None)]
