"""Recording whose account it is, so that two accounts of one person never pass for two people."""

import pytest
from django.test import Client

from rempart.directory.actions.add_people import add_people
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Membership, Organisation, Person
from rempart.directory.store.standing import same_person
from tests.cast import Cast, colleague
from tests.maturity.web.test_pages import read

pytestmark = pytest.mark.django_db


def member(account: object, organisation: Organisation) -> Membership:
    return Membership.objects.get(account=account, organisation=organisation)


@pytest.fixture
def eve(cast_: Cast) -> Person:
    add_people(cast_.alice, cast_.lavande, [NewPerson("Eve <i>Martin</i>", "Eve@lavande.example", "E-7", "")])
    return Person.objects.get()


def test_a_second_account_counts_as_the_same_person(client: Client, cast_: Cast, eve: Person) -> None:
    first, second = colleague(cast_.lavande, "Eve", Role.ANALYST), colleague(cast_.lavande, "EveAdmin", Role.OWNER)
    client.force_login(cast_.alice)
    for account, typed in ((first, "eve@LAVANDE.example"), (second, "E-7")):
        page = f"/organisation/members/{member(account, cast_.lavande).uid}/person/"
        assert "No person is recorded" in client.get(page).content.decode()
        assert client.post(page, {"person": typed}).status_code == 302
    assert same_person(second) == {first.pk, second.pk}
    html = client.get(page).content.decode()
    assert "<i>Martin</i>" not in html
    assert str(first) in html
    found = read(html)
    assert found.offences == []
    assert set(found.wanted_ids) <= set(found.ids)


def test_what_fits_nobody_is_said_and_kept(client: Client, cast_: Cast, eve: Person) -> None:
    client.force_login(cast_.alice)
    page = f"/organisation/members/{member(cast_.bob, cast_.lavande).uid}/person/"
    for typed in ("nobody@lavande.example", ""):
        answer = client.post(page, {"person": typed})
        assert answer.status_code == 422
        assert typed in answer.content.decode()


def test_an_account_of_another_person_is_not_claimed(client: Client, cast_: Cast, eve: Person) -> None:
    add_people(cast_.alice, cast_.lavande, [NewPerson("Dan", "dan@lavande.example", "D-1", "")])
    client.force_login(cast_.alice)
    page = f"/organisation/members/{member(cast_.bob, cast_.lavande).uid}/person/"
    assert client.post(page, {"person": "E-7"}).status_code == 302
    assert client.post(page, {"person": "D-1"}).status_code == 422


def test_colleagues_and_strangers(client: Client, cast_: Cast, eve: Person) -> None:
    page = f"/organisation/members/{member(cast_.bob, cast_.lavande).uid}/person/"
    for account, status in ((cast_.bob, 403), (cast_.charlie, 404)):
        client.force_login(account)
        assert client.get(page).status_code == status
        assert client.post(page, {"person": "E-7"}).status_code == status
    client.force_login(colleague(cast_.lavande, "Hal", Role.HR))  # people, not members
    assert client.get(page).status_code == 403
