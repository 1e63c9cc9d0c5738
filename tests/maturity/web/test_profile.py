"""The profile page: what is told is recorded as stated, and the needed level comes with its reasons."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.invite_member import invite_member
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Site
from rempart.facts.answer import Answer
from rempart.facts.profile import Profile
from rempart.maturity.actions.answer_questions import answer_questions
from rempart.maturity.actions.set_profile import set_profile
from rempart.maturity.web.need_notes import reasons
from rempart.maturity.web.profile_form import CURRENCIES, ProfileForm, initial_of
from tests.cast import Cast, enrol

SHOP = {
    "kind_of_site": "shop",
    "people": "4",
    "visitors_month": "",
    "revenue_hour": "120.50",
    "currency": "EUR",
    "sells": "on",
}


def shop(**more: object) -> Profile:
    form = ProfileForm({**SHOP, **more})
    assert form.is_valid(), form.errors
    return form.profile()


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")


def pending() -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, front FROM ledger_entry ORDER BY id")
        return [{"kind": kind, "front": bytes(front)} for kind, front in cursor.fetchall()]


@pytest.mark.django_db
def test_what_is_told_is_recorded(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    assert client.post(f"/sites/{site.uid}/profile/", SHOP).status_code == 302
    claims = [row["front"] for row in pending() if row["kind"] == "maturity.claim.recorded"]
    assert b'"revenue_hour_minor":12050' in claims[-1]  # type: ignore[operator]
    assert b'"visitors_month":null' in claims[-1]  # type: ignore[operator]
    assert b"stated" in claims[-1]  # type: ignore[operator]


@pytest.mark.django_db
def test_the_host_cannot_say_what_the_business_is(client: Client, site: Site, cast_: Cast) -> None:
    """It would lower what is needed of itself, and wave away whole stones ("holds no card data")."""
    host = invite_member(cast_.alice, cast_.lavande, "host@ardoise.example", Role.HOST).member.account
    enrol(host)
    client.force_login(host)
    assert client.get(f"/sites/{site.uid}/profile/").status_code == 200
    assert client.post(f"/sites/{site.uid}/profile/", SHOP).status_code == 403
    with pytest.raises(PermissionDenied):
        set_profile(host, site, shop())
    answer_questions(host, site, [Answer(control="backup_daily", value="yes")])  # what it is asked it may answer


@pytest.mark.django_db
def test_an_auditor_reads_it_and_cannot_change_it(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.bob)
    assert client.get(f"/sites/{site.uid}/profile/").status_code == 200
    assert client.post(f"/sites/{site.uid}/profile/", SHOP).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"kind_of_site": "casino"}, {"people": "0"}, {"people": "many"}, {"revenue_hour": "-1"}, {"currency": "XXX"}, {"revenue_hour": "1e400"}])  # fmt: skip
def test_what_cannot_be_used_is_said(client: Client, site: Site, cast_: Cast, wrong: dict[str, str]) -> None:
    client.force_login(cast_.alice)
    answer = client.post(f"/sites/{site.uid}/profile/", {**SHOP, **wrong})
    assert answer.status_code == 422
    assert b'role="alert"' in answer.content


def test_reasons_name_the_lines_they_rest_on() -> None:
    said = list(reasons(shop(), "en"))
    assert any("Guide, lines 58, 78." in text for text in said)
    assert any(text.startswith("Our own rule") for text in said)
    assert all("\u202f" not in text for text in said)
    assert len(list(reasons(shop(), "zh"))) == len(said)


@given(st.decimals(0, 10**9, places=2), st.sampled_from(CURRENCIES))
def test_money_comes_back_as_it_was_typed(amount: object, currency: str) -> None:
    told = shop(revenue_hour=str(amount), currency=currency)
    again = initial_of(told)["revenue_hour"]
    assert abs(again - ProfileForm.declared_fields["revenue_hour"].to_python(str(amount))) < 1
    assert json.dumps(told.revenue_hour_minor).lstrip("-").isdigit()
