"""Of an erased person no word is left in any table, whoever wrote it; other people and other tenants keep theirs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from rempart.access.store.service_accounts import ServiceAccount
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.blot_in_areas import free_texts
from rempart.directory.actions.erase_person import erase_person
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.actions.replay_erasures import replay_erasures
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership, Organisation, Person, Site
from rempart.maturity.store.models import AcceptedRisk, Exemption, StoredDocument
from rempart.record.store.models import ReaderDay
from tests.cast import Cast, colleague

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Zoé Canari", "zoe.canari@lavande.example"
SAID = f"As {NAME} <{EMAIL}> wished"


def written(house: Organisation, owner: Account) -> Site:
    """What somebody else wrote, in each of the areas."""
    site = add_site(owner, house, f"https://{house.uid}.example", is_private=False)
    both = {"organisation": house, "site": site, "control": "hsts", "until_ms": 1, "reason": SAID}
    AcceptedRisk.objects.create(**both)
    Exemption.objects.create(**both, from_ms=0)
    StoredDocument.objects.create(
        organisation=house, site=site, control="hsts", title=SAID, sha256="0" * 64, size_bytes=1, issuer=NAME,
        expires_at_ms=1,
    )  # fmt: skip
    ServiceAccount.objects.create(organisation=house, purpose="Dump", place="db", answerable_text=NAME)
    return site


def cells() -> Iterator[tuple[str, str]]:
    """Every text of every table."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    for model in apps.get_models(include_auto_created=True):
        names = [field.attname for field in model._meta.local_concrete_fields if isinstance(field, kinds)]
        for row in model._base_manager.values_list(*names) if names else ():
            yield from ((model._meta.label, str(value)) for value in row)


def tables_with(word: str) -> set[str]:
    return {label for label, text in cells() if word in text}


@pytest.fixture
def zoe(cast_: Cast) -> Person:
    (person,) = add_people(cast_.alice, cast_.lavande, [NewPerson(NAME, EMAIL, "77", "Atelier")])
    written(cast_.lavande, cast_.alice)
    return person


def test_an_erased_person_is_in_no_text(cast_: Cast, zoe: Person) -> None:
    assert len(tables_with("Canari")) >= 5
    erase_person(cast_.alice, zoe)
    assert tables_with("Canari") | tables_with("zoe.canari") == set()
    assert AcceptedRisk.objects.get().reason == "As … <…> wished"


@pytest.mark.django_db(transaction=True)
def test_a_restore_does_not_bring_it_back(cast_: Cast, zoe: Person, tmp_path: Path) -> None:
    uid = zoe.uid
    erase_person(cast_.alice, zoe)
    Person.objects.create(organisation=cast_.lavande, uid=uid, name=NAME, email=EMAIL)
    AcceptedRisk.objects.update(reason=SAID)
    replay_erasures(tmp_path)
    assert tables_with("Canari") | tables_with("zoe.canari") == set()


def test_another_tenant_and_a_namesake_keep_theirs(cast_: Cast, zoe: Person) -> None:
    written(cast_.velos, cast_.charlie)
    add_people(cast_.alice, cast_.lavande, [NewPerson(NAME, "other@lavande.example", "78", "Atelier")])
    erase_person(cast_.alice, zoe)
    assert AcceptedRisk.objects.get(organisation=cast_.velos).reason == SAID
    assert AcceptedRisk.objects.get(organisation=cast_.lavande).reason == f"As {NAME} <…> wished"


def test_an_account_that_closes_is_in_no_text_and_its_days_are_gone(cast_: Cast) -> None:
    member = colleague(cast_.lavande, NAME, Role.AUDITOR)
    Account.objects.filter(pk=member.pk).update(name=NAME, email=EMAIL)
    written(cast_.lavande, cast_.alice)
    ReaderDay.objects.create(organisation=cast_.lavande, account=member, day="2026-11-22")
    remove_member(cast_.alice, Membership.objects.select_related("account").get(account=member))
    assert tables_with("Canari") | tables_with("zoe.canari") == set()
    assert not ReaderDay.objects.exists()


def test_every_free_text_is_a_text_of_an_organisation() -> None:
    for model, field in free_texts():
        assert isinstance(model._meta.get_field(field), models.CharField | models.TextField)
        assert model._meta.get_field("organisation")
    assert {model._meta.app_label for model, _ in free_texts()} >= {"access", "directory", "lifecycle", "maturity"}
