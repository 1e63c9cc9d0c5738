"""Credentials of programs: what is found, told once, and over when it is mended."""

import datetime as dt
from pathlib import Path

import pytest

from rempart.access.actions.look_at_credentials import held_credentials, look_at_credentials, look_one
from rempart.access.actions.providers import save_provider
from rempart.access.actions.service_accounts import (
    remove_service_account,
    renew_service_account,
    save_service_account,
)
from rempart.access.store.models import Provider
from rempart.access.store.service_accounts import CredentialCause, CredentialLook, ServiceAccount
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission
from rempart.directory.store.tokens import ApiToken
from rempart.facts.service_credentials import ServiceCredentials
from rempart.lifecycle.actions.connections import add_connection, connectors
from rempart.maturity.core.credentials_rule import judge_credentials
from rempart.maturity.readers.fold_facts import fold
from rempart.maturity.store import facts
from rempart.terms.state import State
from tests.access.record import every_byte, kinds
from tests.cast import Cast
from tests.record.places import settle

pytestmark = pytest.mark.django_db(transaction=True)
WEAK, MENDED = "access.credential.weak", "access.credential.mended"
SHARED = "autumn-2024"


def listed(cast_: Cast, changed_on: dt.date | None = None) -> ServiceAccount:
    """On Lavande's list."""
    row = ServiceAccount(
        organisation=cast_.lavande, purpose="nightly backup", place="db1", answerable=cast_.alice, changed_on=changed_on
    )
    save_service_account(cast_.alice, row)
    return row


def fact_of(cast_: Cast) -> ServiceCredentials:
    """The newest that maturity holds."""
    site = cast_.lavande.site_set.get()
    settle()
    while fold(cast_.lavande):
        pass
    return [seen.fact for seen in facts.newest(site, since_ms=0) if isinstance(seen.fact, ServiceCredentials)][-1]


def cares(cast_: Cast) -> list[tuple[str, str]]:
    rows = CredentialCause.objects.filter(organisation=cast_.lavande)
    return sorted(rows.values_list("kind", "care"))


def test_told_once_and_over_when_it_is_mended(cast_: Cast) -> None:
    add_site(cast_.alice, cast_.lavande, "https://shop.lavande.example")
    row = listed(cast_)
    for _ in range(2):
        look_at_credentials(cast_.lavande)
    assert kinds(cast_.lavande).count(WEAK) == 1
    assert kinds(cast_.lavande).count("access.fact.recorded") == 1
    assert judge_credentials(fact_of(cast_)).state is State.NOT_MET
    renew_service_account(cast_.alice, row, dt.datetime.now(dt.UTC).date())
    look_at_credentials(cast_.lavande)
    assert kinds(cast_.lavande).count(MENDED) == 1
    opinion = judge_credentials(fact_of(cast_))
    assert (opinion.state, opinion.say) == (State.PARTIAL, "not_seen")
    CredentialLook.objects.update(told_ms=0)
    look_at_credentials(cast_.lavande)
    assert kinds(cast_.lavande).count("access.fact.recorded") == 2, "a document reviewed since is not overruled"


def test_what_is_wrong_is_told_again_each_day_and_its_end_once(cast_: Cast) -> None:
    row = listed(cast_)
    look_at_credentials(cast_.lavande)
    CredentialLook.objects.update(told_ms=0)
    look_at_credentials(cast_.lavande)
    assert kinds(cast_.lavande).count("access.fact.recorded") == 2
    remove_service_account(cast_.alice, row)
    for _ in range(2):
        look_at_credentials(cast_.lavande)
    assert kinds(cast_.lavande).count("access.fact.recorded") == 3
    assert kinds(cast_.lavande).count(WEAK) == 1


def test_what_rempart_holds_itself(cast_: Cast) -> None:
    made = make_token(cast_.alice, cast_.lavande, "CI", [Permission.READ], 365)
    ApiToken.objects.filter(pk=made.token.pk).update(created_at=dt.datetime.now(dt.UTC) - dt.timedelta(days=100))
    given = {"address": "http://127.0.0.1:9/", "secret": SHARED}
    add_connection(cast_.alice, cast_.lavande, connectors()["webhook"], "Keys", given)
    provider = Provider(organisation=cast_.lavande, kind=Provider.OIDC, name="Login", client_id="x")
    save_provider(cast_.alice, provider, SHARED)
    look_at_credentials(cast_.lavande)
    found = cares(cast_)
    assert ("api_token", "unused") in found
    assert [one for one in found if one[1] == "weak"] == [("connection", "weak"), ("provider", "weak")]
    assert [care for _, care in found].count("reused") == 1
    save_provider(cast_.alice, provider, "r8Yq2LwZ0tVn5KxE7uPb")
    look_at_credentials(cast_.lavande)
    assert [kind for kind, _ in cares(cast_)] == ["api_token", "connection"]


def test_no_secret_stands_in_record_table_or_representation(cast_: Cast) -> None:
    given = {"address": "http://127.0.0.1:9/", "secret": SHARED}
    add_connection(cast_.alice, cast_.lavande, connectors()["webhook"], "Keys", given)
    look_at_credentials(cast_.lavande)
    assert CredentialCause.objects.exists()
    assert SHARED.encode() not in every_byte()
    assert SHARED not in repr(held_credentials(cast_.lavande)) + repr(list(CredentialCause.objects.values()))


def test_another_tenant_s_are_not_looked_at(cast_: Cast) -> None:
    listed(cast_)
    look_at_credentials(cast_.velos)
    assert not CredentialCause.objects.exists()
    assert WEAK not in kinds(cast_.velos)


def test_once_a_day_and_soon_after_a_change(cast_: Cast) -> None:
    while look_one():
        pass
    assert not look_one()
    listed(cast_)
    assert look_one()
    assert not look_one()
    assert CredentialLook.objects.get(organisation=cast_.lavande).told_ms


def test_every_area_that_seals_a_secret_offers_them() -> None:
    """Outlets, ways and pulses hold addresses rather than sign-ins of programs."""
    offering = {path.parts[-3] for path in Path("rempart").glob("*/actions/credentials_held.py")}
    assert offering >= {"access", "directory", "lifecycle", "notices"}
