"""Legal holds: two people set one and two lift it; meanwhile nothing covered by it is erased or deleted."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from rempart.directory.actions import hold_approve
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.create_account import create_account
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.actions.erase_person import OnHold, erase_day, erase_person
from rempart.directory.actions.hold_approve import NotWaiting, SamePerson, approve_hold, approve_lifting
from rempart.directory.actions.hold_ask import BadHold, ask_hold
from rempart.directory.actions.hold_lift import ask_lifting
from rempart.directory.core.holds import HoldState, Scope, state_of
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Role
from rempart.directory.store import holds
from rempart.directory.store.models import Account, LegalHold, Person
from rempart.directory.store.rights import PersonAccount
from rempart.terms.duration import DAY_S
from tests.cast import Cast, enrol
from tests.directory.actions.test_people import entries

pytestmark = pytest.mark.django_db
DAY_MS = DAY_S * 1000


@pytest.fixture
def dora(cast_: Cast) -> Account:
    """A second person who may hold."""
    account = create_account(cast_.lavande, "dora@lavande.example", None, "Dora")
    with system_action(cast_.lavande) as record:
        add_member(record, cast_.lavande, account, Role.OFFICER)
    enrol(account)
    return account


@pytest.fixture
def ada(cast_: Cast) -> Person:
    return add_people(cast_.alice, cast_.lavande, [NewPerson("Ada", "ada@lavande.example", "A-1")])[0]


def on(cast_: Cast, scope: Scope, target: str = "", days: int = 100) -> LegalHold:
    return ask_hold(cast_.alice, cast_.lavande, scope, target, "Case 12/2026 of Ada", now_ms() + days * DAY_MS)


def test_a_held_person_is_not_erased_until_two_have_lifted_it(cast_: Cast, dora: Account, ada: Person) -> None:
    hold = on(cast_, Scope.PERSON, ada.uid)
    with pytest.raises(OnHold):  # at once: evidence must not go while the second person is away
        erase_person(cast_.alice, ada)
    with pytest.raises(SamePerson):
        approve_hold(cast_.alice, hold)
    approve_hold(dora, hold)
    with pytest.raises(NotWaiting):
        approve_hold(dora, hold)
    ask_lifting(dora, hold)
    with pytest.raises(SamePerson):
        approve_lifting(dora, hold)
    with pytest.raises(OnHold):
        erase_person(dora, ada)
    approve_lifting(cast_.alice, hold)
    erase_person(cast_.alice, ada)
    assert LegalHold.objects.get().reason == ""
    written = entries()
    for kind in ("asked", "set", "lift_asked", "lifted"):
        assert f"directory.hold.{kind}" in written
    assert "Case 12" not in written


def test_a_second_account_of_the_same_person_is_no_second_person(cast_: Cast, dora: Account) -> None:
    (me,) = add_people(cast_.alice, cast_.lavande, [NewPerson("Alice")])
    Person.objects.filter(pk=me.pk).update(account=cast_.alice)
    PersonAccount.objects.create(person=me, account=dora, organisation=cast_.lavande)
    hold = on(cast_, Scope.ORGANISATION)
    with pytest.raises(SamePerson):
        approve_hold(dora, hold)
    ask_lifting(dora, hold)
    with pytest.raises(SamePerson):
        approve_lifting(cast_.alice, hold)


def test_a_hold_on_everything_covers_people_and_days(cast_: Cast, ada: Person) -> None:
    on(cast_, Scope.ORGANISATION)
    with pytest.raises(OnHold):
        erase_person(cast_.alice, ada)
    with pytest.raises(OnHold):
        erase_day(cast_.alice, cast_.lavande, date(2026, 1, 1))


def test_a_hold_on_another_covers_nobody_else(cast_: Cast, ada: Person) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://lavande.example")
    on(cast_, Scope.SITE, site.uid)
    erase_person(cast_.alice, ada)


def test_an_account_is_held_with_its_person(cast_: Cast, ada: Person) -> None:
    Person.objects.filter(pk=ada.pk).update(account=cast_.bob)
    on(cast_, Scope.PERSON, ada.uid)
    assert holds.held_subjects(cast_.lavande, now_ms()) == {ada.uid, cast_.bob.uid}


@pytest.mark.parametrize(
    ("scope", "target", "reason", "days", "code"),
    [
        (Scope.PERSON, "", "why", 1, "no_target"),
        (Scope.PERSON, "nobody", "why", 1, "no_target"),
        (Scope.SITE, "nothing", "why", 1, "no_target"),
        (Scope.ORGANISATION, "x", "why", 1, "no_target"),
        (Scope.ORGANISATION, "", "  ", 1, "no_reason"),
        (Scope.ORGANISATION, "", "y" * 501, 1, "long_reason"),
        (Scope.ORGANISATION, "", "why", 0, "past"),
        (Scope.ORGANISATION, "", "why", 5 * 366 + 1, "too_long"),
    ],
)
def test_what_cannot_be_held(cast_: Cast, scope: Scope, target: str, reason: str, days: int, code: str) -> None:
    with pytest.raises(BadHold) as bad:
        ask_hold(cast_.alice, cast_.lavande, scope, target, reason, now_ms() + days * DAY_MS)
    assert bad.value.code == code


def test_strangers_and_auditors_hold_nothing(cast_: Cast, ada: Person) -> None:
    for account in (cast_.bob, cast_.charlie):
        with pytest.raises(PermissionDenied):
            ask_hold(account, cast_.lavande, Scope.ORGANISATION, "", "why", now_ms() + DAY_MS)
    with pytest.raises(BadHold):  # a person of another firm is nobody here
        ask_hold(cast_.charlie, cast_.velos, Scope.PERSON, ada.uid, "why", now_ms() + DAY_MS)
    hold = on(cast_, Scope.ORGANISATION)
    for account in (cast_.bob, cast_.charlie):
        for act in (approve_hold, ask_lifting, hold_approve.approve_lifting):
            with pytest.raises(PermissionDenied):
                act(account, hold)


def test_one_person_alone_holds_for_a_week() -> None:
    end = 100 * DAY_MS
    assert state_of(0, None, end, None, 7 * DAY_MS - 1) is HoldState.ASKED
    assert state_of(0, None, end, None, 7 * DAY_MS) is HoldState.LAPSED
    assert state_of(0, 1, end, None, end - 1) is HoldState.HELD
    assert state_of(0, 1, end, None, end) is HoldState.OVER
    assert state_of(0, 1, end, 5, 6) is HoldState.LIFTED
