"""The page of API tokens: one's own and everybody's, a secret shown once, and nothing for strangers."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

import rempart
from dev.messages import compile_all
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.make_token import TOKENS_MAX, make_token
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.tokens import ApiToken
from tests.cast import Cast, colleague
from tests.maturity.web.test_pages import read

pytestmark = pytest.mark.django_db
ROOT = "/organisation/tokens/"
SENT = {"name": "Nightly export", "days": "30", "may": ["directory.read", "record.read"]}


@pytest.fixture
def token(cast_: Cast) -> ApiToken:
    return make_token(cast_.alice, cast_.lavande, "Nightly <b>export</b>", [Permission.READ], 30).token


@pytest.mark.parametrize("code", ["en", "fr", "zh-hans"])
def test_pages_are_whole_in_each_language(client: Client, cast_: Cast, token: ApiToken, code: str) -> None:
    compile_all(Path(rempart.__file__).parent)
    translation.trans_real._translations = {}
    client.force_login(cast_.alice)
    client.post("/language", {"language": code, "next": "/"})
    pages = [client.get(ROOT), client.get(ROOT + "new/"), client.post(ROOT + "new/", SENT), client.post(ROOT + "new/")]
    assert [page.status_code for page in pages] == [200, 200, 200, 422]
    for page in pages:
        html = page.content.decode()
        found = read(html)
        assert found.offences == []
        assert len(found.ids) == len(set(found.ids))
        assert set(found.wanted_ids) <= set(found.ids)
        assert found.headings.count(1) == 1
        assert "<b>export</b>" not in html
        if code != "en":
            assert not [word for word in ("Make a token", "Last used", "Tick at least") if word in html]


def test_the_secret_is_shown_once(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    answer = client.post(ROOT + "new/", SENT)
    made = ApiToken.objects.get()
    assert made.permissions == ["directory.read", "record.read"]
    page = answer.content.decode()
    secret = page[page.index('id="secret-line">') + len('id="secret-line">') :].split("<")[0]
    assert secret.startswith(made.start)
    assert "no-store" in answer.headers["Cache-Control"]
    assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    again = client.get(ROOT).content.decode()
    assert secret not in again
    assert made.start in again
    client.post(f"{ROOT}{made.uid}/end/")
    assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_a_form_keeps_what_was_typed_and_offers_only_what_is_held(client: Client, cast_: Cast) -> None:
    eve = colleague(cast_.lavande, "Eve", Role.IDENTITY_ADMIN)
    client.force_login(eve)
    page = client.get(ROOT + "new/").content.decode()
    assert "access.manage_tokens" in page
    assert "scanner.measure" not in page
    answer = client.post(ROOT + "new/", {"name": "kept words", "days": "900", "may": ["scanner.measure"]})
    assert answer.status_code == 422
    assert "kept words" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_who_manages_tokens_sees_and_ends_all(client: Client, cast_: Cast, token: ApiToken) -> None:
    client.force_login(colleague(cast_.lavande, "Eve", Role.IDENTITY_ADMIN))
    assert token.start in client.get(ROOT).content.decode()
    assert client.post(f"{ROOT}{token.uid}/end/").status_code == 302
    token.refresh_from_db()
    assert token.ended_at_ms is not None
    assert client.post(f"{ROOT}{token.uid}/end/").status_code == 302  # twice is once


def test_a_colleague_and_a_stranger_find_nothing(client: Client, cast_: Cast, token: ApiToken) -> None:
    for account in (cast_.bob, cast_.charlie):
        client.force_login(account)
        assert token.start not in client.get(ROOT).content.decode()
        assert client.post(f"{ROOT}{token.uid}/end/").status_code == 404
        assert client.get(f"{ROOT}{token.uid}/end/").status_code == 405
    client.force_login(cast_.bob)
    assert client.post(ROOT + "new/", SENT).status_code == 403
    assert client.get(ROOT + "new/").status_code == 403
    token.refresh_from_db()
    assert token.ended_at_ms is None


def test_one_who_may_no_longer_make_tokens_still_ends_their_own(client: Client, cast_: Cast, token: ApiToken) -> None:
    ApiToken.objects.filter(pk=token.pk).update(account=cast_.bob)
    client.force_login(cast_.bob)
    assert token.start in client.get(ROOT).content.decode()
    assert client.post(f"{ROOT}{token.uid}/end/").status_code == 302
    token.refresh_from_db()
    assert token.ended_at_ms is not None


def test_too_many_is_said(client: Client, cast_: Cast) -> None:
    rows = [
        ApiToken(organisation=cast_.lavande, account=cast_.alice, digest=str(n), expires_at_ms=now_ms() + 99_999)
        for n in range(TOKENS_MAX)
    ]
    ApiToken.objects.bulk_create(rows)
    client.force_login(cast_.alice)
    answer = client.post(ROOT + "new/", SENT)
    assert answer.status_code == 422
    assert "End one first" in answer.content.decode()


def test_making_one_needs_a_fresh_sign_in(client: Client, cast_: Cast) -> None:
    cast_.alice.set_password("granite-not-gravel-5")
    cast_.alice.save()
    client.force_login(cast_.alice)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    answer = client.post(ROOT + "new/", SENT)
    assert answer.status_code == 302
    assert "/reauthenticate" in answer.headers["Location"] or "/confirm" in answer.headers["Location"]
    assert not ApiToken.objects.exists()
