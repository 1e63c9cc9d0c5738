"""Knowledge and hours by team: in whole groups alone, and no single person moves what is told."""

import pytest
from django.test import Client

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Account, Team
from rempart.people.actions.make_programme import make_programme
from rempart.people.actions.open_programme import open_programme
from rempart.people.actions.tell_programme import figures_of
from rempart.people.core.exam import Round
from rempart.people.core.knowledge import STEP
from rempart.people.store.plan import Exam
from rempart.people.store.programme import Programme
from tests.cast import Cast
from tests.people.programmes import learner, today

pytestmark = pytest.mark.django_db


def members(cast_: Cast, name: str, size: int) -> list[Account]:
    team = Team.objects.create(organisation=cast_.lavande, name=name)
    return [learner(cast_.lavande, f"{name}{number}", team) for number in range(size)]


def took(account: Account, cast_: Cast, right: int) -> None:
    Exam.objects.create(
        account=account, organisation=cast_.lavande, round=Round.BEFORE, drawn=[], begun_ms=1, shown_ms=1, ended_ms=now_ms(),
        right=right, asked=20,
    )  # fmt: skip


def opened(cast_: Cast) -> Programme:
    row = make_programme(cast_.alice, cast_.lavande, "winter_campaign", today())
    open_programme(cast_.alice, row)
    return row


def knowledge(row: Programme) -> list[object]:
    return [one["knowledge"]["before"] for one in figures_of(row)["groups"]]


def test_nothing_is_told_before_a_whole_group_took_the_test(cast_: Cast) -> None:
    sales, makers = members(cast_, "Sales", 17), members(cast_, "Makers", 9)
    row = opened(cast_)
    for one in sales[: STEP - 1]:
        took(one, cast_, 10)
    assert knowledge(row).count(None) == len(figures_of(row)["groups"])
    took(sales[STEP - 1], cast_, 10)
    told = knowledge(row)
    assert next(one for one in told if one is not None) in (48, 51)  # fifty, to a multiple of three
    assert makers


def test_two_looks_and_one_more_person_tell_nothing_of_them(cast_: Cast) -> None:
    """The differencing attack over time: the ninth to fifteenth who take the test change no figure, whatever they knew."""
    sales = members(cast_, "Sales", 17)
    row = opened(cast_)
    for one in sales[:STEP]:
        took(one, cast_, 10)
    before = knowledge(row)
    for one in sales[STEP : 2 * STEP - 1]:
        took(one, cast_, 20)
        assert knowledge(row) == before
    took(sales[2 * STEP - 1], cast_, 20)
    assert knowledge(row) != before  # eight more: a group, nobody alone


def test_the_smallest_group_of_the_programme_holds_for_knowledge_too(cast_: Cast) -> None:
    sales = members(cast_, "Sales", 17)
    row = make_programme(cast_.alice, cast_.lavande, "winter_campaign", today())
    Programme.objects.filter(pk=row.pk).update(minimum_team=12)
    row.refresh_from_db()
    open_programme(cast_.alice, row)
    for one in sales[: STEP + 2]:
        took(one, cast_, 10)
    assert knowledge(row) == [None]


def test_a_page_shows_what_an_older_telling_did_not_hold(cast_: Cast) -> None:
    members(cast_, "Sales", 9)
    row = opened(cast_)
    told = {"why": "", "groups": [{"group": "", "people": 9, "enrolled": 3, "at_the_end": 0}]}
    Programme.objects.filter(pk=row.pk).update(figures=told, figures_ms=now_ms())
    who = Client()
    who.force_login(cast_.alice)
    assert who.get(f"/programmes/{row.uid}/progress/").status_code == 200
    Programme.objects.filter(pk=row.pk).update(figures=figures_of(row))
    assert "Three months later" in who.get(f"/programmes/{row.uid}/progress/").content.decode()
