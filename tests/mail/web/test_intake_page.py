"""The page and the API of the SMTP door."""

import json

import pytest
from django.test import Client

from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission, Role
from rempart.mail.actions.set_mailbox import NEEDED
from rempart.mail.store.intake import Intake
from tests.cast import Cast, colleague
from tests.mail.web.test_report_pages import as_, with_key

pytestmark = pytest.mark.django_db
PAGE, API = "/triage/smtp/", "/api/v1/mail/intake"
FORM = {"address": "Report@lavande.example", "networks": " 192.0.2.7\n\n2001:db8::/64", "authserv_id": "mx.lavande.example", "own_hops": "1"}  # fmt: skip


def test_an_address_is_set_changed_and_ended(cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = as_(cast_.alice)
    page = owner.get(PAGE).content.decode()
    assert "No address is set." in page
    assert "--reports-smtp ADDRESS:PORT" in page
    assert owner.post(PAGE, FORM).status_code == 302
    row = Intake.objects.get()
    assert (row.address, row.networks) == ("report@lavande.example", ["192.0.2.7/32", "2001:db8::/64"])
    monkeypatch.setenv("REMPART_REPORTS_SMTP", "0.0.0.0:2525")
    assert "Open at 0.0.0.0:2525, without a certificate." in owner.get(PAGE).content.decode()
    monkeypatch.setenv("REMPART_REPORTS_SMTP_PAPERS", "/papers")
    assert "with TLS" in owner.get(PAGE).content.decode()
    for field, value, says in (
        ("networks", "10.0.0.0/8", "more machines than are yours"),
        ("networks", "mx.example", "no address and no network"),
        ("networks", "192.0.2.1\n" * 21, "At most 20 lines"),
        ("address", "nobody", "valid email"),
        ("own_hops", "9", "5"),
    ):
        answer = owner.post(PAGE, {**FORM, field: value})
        assert answer.status_code == 422
        assert says in answer.content.decode()
    neighbour = as_(cast_.charlie).post(PAGE, FORM)
    assert neighbour.status_code == 422
    assert "Another organisation here" in neighbour.content.decode()
    assert owner.post(PAGE, {"do": "end"}).status_code == 302
    assert not Intake.objects.exists()


def test_who_may_not_set_it_does_not_see_it(cast_: Cast) -> None:
    learner = as_(colleague(cast_.lavande, "Lena", Role.LEARNER))
    assert learner.get(PAGE).status_code in (403, 404)
    reader = make_token(cast_.alice, cast_.lavande, "r", [Permission.READ], 1).secret
    assert Client().get(API, **with_key(reader)).status_code == 403


def test_a_program_sets_it(cast_: Cast) -> None:
    key = with_key(make_token(cast_.alice, cast_.lavande, "t", [NEEDED], 1).secret)
    theirs = with_key(make_token(cast_.charlie, cast_.velos, "t", [NEEDED], 1).secret)
    assert Client().get(API, **key).json()["address"] is None
    sent = {"address": "report@lavande.example", "networks": ["192.0.2.0/28"]}
    done = put(sent, key)
    assert (done.status_code, done.json()["networks"]) == (200, ["192.0.2.0/28"])
    assert put({**sent, "networks": ["0.0.0.0/0"]}, key).status_code == 422
    assert put(sent, theirs).status_code == 409
    assert Client().delete(API, **key).status_code == 200
    assert not Intake.objects.exists()


def put(sent: object, key: dict[str, str]):
    return Client().put(API, json.dumps(sent), content_type="application/json", **key)  # type: ignore[arg-type]
