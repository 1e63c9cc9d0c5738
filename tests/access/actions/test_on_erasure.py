"""A closed account leaves nothing here that tells of its person, also when a restore brought it back."""

from pathlib import Path

import pytest
from allauth.socialaccount.models import SocialAccount

from rempart.access.store.devices import Device
from rempart.access.store.models import KnownBrowser, LearnerCode, Letter
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.erase_person import erase_person
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.actions.replay_erasures import replay_erasures
from rempart.directory.core.people_table import NewPerson
from rempart.directory.store.models import Account, Membership
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def furnish(cast_: Cast, account: Account) -> None:
    KnownBrowser.objects.create(account=account, digest="d", first_seen_ms=1, last_seen_ms=1)
    Letter.objects.create(kind="new_browser", account=account, made_ms=1, next_ms=1)
    SocialAccount.objects.create(user=account, provider="elsewhere", uid="bob@idp.example")
    Device.objects.create(
        organisation=cast_.lavande, account=account, name="Bob's telephone", kind="phone", registered_ms=1
    )


def left(account: Account) -> list[object]:
    tables = (KnownBrowser, Letter)
    found: list[object] = [row for table in tables for row in table.objects.filter(account=account)]
    found += SocialAccount.objects.filter(user=account)
    return [*found, *Device.objects.filter(account=account).exclude(name="")]


def test_a_closed_account_and_a_restored_one(cast_: Cast, tmp_path: Path) -> None:
    furnish(cast_, cast_.bob)
    remove_member(cast_.alice, Membership.objects.get(account=cast_.bob))
    assert left(cast_.bob) == []
    assert Device.objects.get(account=cast_.bob).revoked_ms is not None
    SocialAccount.objects.all().delete()
    furnish(cast_, cast_.bob)  # as an older copy has them
    replay_erasures(tmp_path)
    assert left(cast_.bob) == []


def test_codes_and_letters_go_with_their_person(cast_: Cast) -> None:
    (person,) = add_people(cast_.alice, cast_.lavande, [NewPerson("Ann", "ann@lavande.example", "K 1", line=2)])
    Letter.objects.create(kind="code", person=person, made_ms=1, next_ms=1)
    LearnerCode.objects.create(person=person, nonce="n", asked_by="a", made_ms=1, until_ms=2)
    erase_person(cast_.alice, person)
    assert not Letter.objects.exists()
    assert not LearnerCode.objects.exists()
