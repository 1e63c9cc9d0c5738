"""One page ends what a person may do here and erases them, in this order; or nothing happens."""

import pytest
from django.test import Client

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.hold_ask import ask_hold
from rempart.directory.core.holds import Scope
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership, Person
from tests.access.record import kinds
from tests.cast import Cast, colleague

pytestmark = pytest.mark.django_db
NAME = "Ada Canari"


def ada(cast_: Cast, account: Account | None = None) -> Person:
    (person,) = add_people(cast_.alice, cast_.lavande, [NewPerson(NAME, "ada@lavande.example", "7", "Atelier")])
    if account is not None:
        Person.objects.filter(pk=person.pk).update(account=account)
    return person


def path(person: Person) -> str:
    return f"/organisation/people/{person.uid}/erase/"


def test_the_membership_ends_and_then_the_person_goes(client: Client, cast_: Cast) -> None:
    account = colleague(cast_.lavande, NAME, Role.AUDITOR)
    person = ada(cast_, account)
    client.force_login(cast_.alice)
    shown = client.get(path(person)).content.decode()
    assert f"Ends now: {account.email} as Auditor" in shown
    assert "Closes now: the account" in shown
    assert client.post(path(person), {"typed": "Somebody"}).status_code == 422
    assert Membership.objects.filter(account=account).exists()
    assert client.post(path(person), {"typed": NAME}).status_code == 302
    assert not Person.objects.filter(pk=person.pk).exists()
    assert not Membership.objects.filter(account=account).exists()
    account.refresh_from_db()
    assert (account.name, account.is_active) == ("", False)
    said = [kind for kind in kinds(cast_.lavande) if kind.startswith("directory.")][-3:]
    assert said == ["directory.member.removed", "directory.account.closed", "directory.person.erased"]


def test_an_account_that_belongs_elsewhere_stays_there(client: Client, cast_: Cast) -> None:
    account = colleague(cast_.lavande, NAME, Role.AUDITOR)
    Membership.objects.create(organisation=cast_.velos, account=account, role=Role.AUDITOR)
    person = ada(cast_, account)
    client.force_login(cast_.alice)
    assert "belongs to another organisation" in client.get(path(person)).content.decode()
    client.post(path(person), {"typed": NAME})
    assert [one.organisation for one in Membership.objects.filter(account=account)] == [cast_.velos]
    account.refresh_from_db()
    assert account.is_active


def test_a_hold_is_shown_and_nothing_ends(client: Client, cast_: Cast) -> None:
    account = colleague(cast_.lavande, NAME, Role.AUDITOR)
    person = ada(cast_, account)
    ask_hold(cast_.alice, cast_.lavande, Scope.PERSON, person.uid, "A proceeding", now_ms() + 86_400_000)
    client.force_login(cast_.alice)
    shown = client.get(path(person)).content.decode()
    assert "legal hold" in shown
    assert "button danger" not in shown
    before = kinds(cast_.lavande)
    assert client.post(path(person), {"typed": NAME}).status_code == 422
    assert Membership.objects.filter(account=account).exists()
    assert kinds(cast_.lavande) == before


def test_nobody_takes_themselves_away(client: Client, cast_: Cast) -> None:
    person = ada(cast_, cast_.alice)
    client.force_login(cast_.alice)
    assert "This is you" in client.get(path(person)).content.decode()
    assert client.post(path(person), {"typed": NAME}).status_code == 422
    assert Membership.objects.filter(account=cast_.alice).exists()


def test_who_may_not_end_memberships_is_told_whom_to_ask(client: Client, cast_: Cast) -> None:
    hr = colleague(cast_.lavande, "Hanna", Role.HR)
    person = ada(cast_, colleague(cast_.lavande, NAME, Role.AUDITOR))
    client.force_login(hr)
    assert "Ask somebody who may end memberships" in client.get(path(person)).content.decode()
    assert client.post(path(person), {"typed": NAME}).status_code == 422
    assert Person.objects.filter(pk=person.pk).exists()
