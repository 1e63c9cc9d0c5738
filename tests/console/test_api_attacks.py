"""Attacks on the HTTP API itself; who may what is tried by test_matrix.py."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from rempart.console.api import PACE
from rempart.console.api_parser import DEPTH_MAX
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.ask_approval import ask_approval
from rempart.directory.actions.end_token import end_token
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.models import Account, Host, Membership
from rempart.directory.store.rights import Approval
from rempart.directory.store.tokens import ApiToken
from rempart.record.actions.change_outlet import Wish, add_outlet
from rempart.terms.duration import DAY_S
from tests.cast import Cast, colleague
from tests.console.doors import operations
from tests.program import EVERYTHING, Program

pytestmark = pytest.mark.django_db
TOO_DEEP = '{"name":' + "[" * 50_000 + "]" * 50_000 + "}"


@pytest.fixture
def owner(cast_: Cast) -> Program:
    return Program(make_token(cast_.alice, cast_.lavande, "all", EVERYTHING, 30).secret)


def post(owner: Program, path: str, body: str | bytes, kind: str = "application/json", **headers: str) -> Any:
    sent = {"Authorization": f"Bearer {owner.secret}", **headers}
    return owner.client.generic("POST", f"/api/v1{path}", body, content_type=kind, headers=sent)


def test_a_revoked_token_cannot_be_replayed_nor_its_kept_answers_read(owner: Program, cast_: Cast) -> None:
    key = {"Idempotency-Key": "k"}
    assert owner("post", "/hosts", {"name": "granite"}, **key).status_code == 201
    end_token(cast_.alice, ApiToken.objects.get())
    again = owner("post", "/hosts", {"name": "granite"}, **key)
    assert again.status_code == 401
    assert b"granite" not in again.content
    assert Host.objects.count() == 1


@pytest.mark.parametrize("door", [door for door in operations() if isinstance(door.body, dict)], ids=str)
def test_no_column_is_set_by_guessing_its_name(owner: Program, door: Any) -> None:
    path = "/" + door.route.removeprefix("api/v1/")
    for name in door.names:
        path = path.replace(f"<str:{name}>", "0")
    for extra in ("role", "organisation", "organisation_id", "is_active", "uid"):
        if extra in door.body:
            continue
        answer = owner(door.verb, path, {**door.body, extra: "owner"})
        assert answer.status_code == 422, (str(door), extra)
        assert extra in {step for fault in answer.json().get("faults", []) for step in fault["at"]}


@pytest.mark.parametrize(
    "asked", ["limit=0", "limit=201", "limit=1e9", "limit=-1", f"limit={'9' * 5000}", f"after={'a' * 33}"]
)
def test_a_page_has_bounds(owner: Program, asked: str) -> None:
    for path in ("/hosts", "/people", "/tokens"):
        assert owner("get", f"{path}?{asked}").status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        TOO_DEEP,
        '{"name": "a", "name": "b"}',
        '{"name": NaN}',
        "{",
        "[]",
        '"a"',
        b'{"name": "\xff"}',
        "[" * (DEPTH_MAX + 1),
    ],
    ids=["deep", "twice", "nan", "cut", "list", "text", "not utf-8", "open"],
)
def test_what_two_readers_could_read_differently_is_not_read(owner: Program, body: str | bytes) -> None:
    answer = post(owner, "/hosts", body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert not Host.objects.exists()


def test_brackets_in_a_text_are_text(owner: Program) -> None:
    assert post(owner, "/hosts", json.dumps({"name": '\\"[' * 30})).status_code == 201


def test_a_body_beyond_a_megabyte_is_not_read(owner: Program) -> None:
    answer = post(owner, "/hosts", json.dumps({"name": "a" * 1_100_000}))
    assert answer.status_code in (400, 413)
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/xml"]
)
def test_only_what_says_it_is_json_is_read(owner: Program, kind: str) -> None:
    """The three kinds that a browser sends across sites without asking are among them."""
    assert post(owner, "/hosts", '{"name": "a"}', kind).status_code == 415
    assert not Host.objects.exists()


@pytest.mark.parametrize("verb", ["HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_other_verbs_tell_nothing(owner: Program, verb: str) -> None:
    headers = {"Authorization": f"Bearer {owner.secret}", "Origin": "https://evil.example", "X-Secret": "echo-me"}
    for path in ("/hosts", "/me"):
        answer = owner.client.generic(verb, f"/api/v1{path}", headers=headers)
        assert answer.status_code == 405
        assert b"echo-me" not in answer.content
        assert owner.secret.encode() not in answer.content


def test_a_method_is_not_overridden_by_a_header(owner: Program, cast_: Cast) -> None:
    token = ApiToken.objects.get()
    headers = {"Authorization": f"Bearer {owner.secret}", "X-HTTP-Method-Override": "DELETE"}
    answer = owner.client.post(f"/api/v1/tokens/{token.uid}?_method=DELETE", headers=headers)
    assert answer.status_code == 405
    assert owner("get", "/me").status_code == 200


def test_no_other_site_may_call_and_nothing_is_kept_by_browsers(owner: Program) -> None:
    for path in ("/me", "/nowhere", "/openapi.json"):
        answer = owner("get", path, Origin="https://evil.example")
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
        assert answer["Cache-Control"] == "no-store"


def test_cookies_are_neither_read_nor_set(owner: Program, cast_: Cast) -> None:
    """No cookie lets anybody in, so nothing can be forged across sites; and a token beats whoever is signed in."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast_.charlie)
    assert browser.get("/api/v1/me").status_code == 401
    answer = browser.post(
        "/api/v1/hosts",
        {"name": "granite"},
        content_type="application/json",
        headers={"Authorization": f"Bearer {owner.secret}"},
    )
    assert answer.status_code == 201
    assert Host.objects.get().organisation == cast_.lavande
    assert not Client().get("/api/v1/me", headers={"Authorization": f"Bearer {owner.secret}"}).cookies


def test_a_token_in_the_address_is_no_token(owner: Program) -> None:
    for name in ("token", "access_token", "Authorization"):
        assert Client().get(f"/api/v1/me?{name}={owner.secret}").status_code == 401


def test_no_list_holds_a_secret(owner: Program, cast_: Cast) -> None:
    wish = Wish("o", {"url": "https://user:swordfish@o.example/", "token": "swordfish"})
    _, signing = add_outlet(cast_.alice, cast_.lavande, "webhook", wish, from_start=False)
    row = ApiToken.objects.get()
    for path in ("/outlets", "/tokens", "/members", "/sites", "/sessions", "/record"):
        seen = owner("get", path).content.decode()
        for secret in (owner.secret, row.digest, signing, "swordfish", "password"):
            assert secret not in seen, path


def test_an_invitation_shows_its_link_only_when_asked_and_never_again(owner: Program) -> None:
    plain = owner("post", "/members", {"email": "a@new.example", "role": "auditor"})
    assert (plain.status_code, plain.json()["link"]) == (201, None)
    wish = {"email": "b@new.example", "role": "auditor", "with_link": True}
    assert owner("post", "/members", wish, **{"Idempotency-Key": "k"}).status_code == 400
    assert not Account.objects.filter(email="b@new.example").exists()
    shown = owner("post", "/members", wish)
    assert "/in/" in shown.json()["link"]
    assert "/in/" not in owner("get", "/members").content.decode()
    assert owner("post", "/members", wish).status_code == 409


def test_nobody_is_invited_into_more_than_the_inviter_holds(cast_: Cast) -> None:
    admin = colleague(cast_.lavande, "Ida", Role.IDENTITY_ADMIN)
    program = Program(make_token(admin, cast_.lavande, "t", [Permission.MANAGE_MEMBERS], 1).secret)
    assert program("post", "/members", {"email": "c@new.example", "role": "owner"}).status_code == 403
    assert not Membership.objects.filter(account__email="c@new.example").exists()


def test_a_program_is_no_second_person(cast_: Cast) -> None:
    """Whatever rights the token has; its account may decide on the page."""
    ida, eve = colleague(cast_.lavande, "Ida", Role.IDENTITY_ADMIN), colleague(cast_.lavande, "Eve", Role.HR)
    change = {"account": eve.uid, "before": "hr", "after": "officer"}
    asked = ask_approval(ida, cast_.lavande, "member_role", change, reason="she leads now", beneficiary=eve)
    program = Program(make_token(cast_.alice, cast_.lavande, "all", EVERYTHING, 1).secret)
    assert program("get", f"/approvals/{asked.uid}").json()["change"] == change
    for grant in (True, False):
        answer = program("post", f"/approvals/{asked.uid}/decision", {"grant": grant, "digest": asked.digest})
        assert answer.status_code == 403
    assert Approval.objects.get(pk=asked.pk).state == Approval.ASKED
    browser = Client()
    browser.force_login(cast_.alice)
    browser.post(f"/organisation/approvals/{asked.uid}/decide/", {"do": "grant", "seen": asked.digest})
    assert Approval.objects.get(pk=asked.pk).state != Approval.ASKED


def test_a_program_sets_no_hold_alone(owner: Program, cast_: Cast) -> None:
    wish = {"scope": "organisation", "reason": "case", "until_ms": now_ms() + 30 * DAY_S * 1000}
    made = owner("post", "/holds", wish)
    assert (made.status_code, made.json()["state"]) == (201, "asked")
    assert owner("post", f"/holds/{made.json()['uid']}/approve", {}).status_code == 404


@pytest.mark.parametrize("known", [True, False])
def test_unknown_and_ended_tokens_go_the_same_way(
    owner: Program, cast_: Cast, django_assert_num_queries: Any, known: bool
) -> None:
    """Found by its digest, never compared byte by byte: how long a refusal takes says nothing about a secret."""
    end_token(cast_.alice, ApiToken.objects.get())
    secret = owner.secret if known else "rempart_" + "x" * 43
    with django_assert_num_queries(1):
        assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_each_token_has_a_pace_of_its_own(owner: Program, cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    second = Program(make_token(cast_.alice, cast_.lavande, "b", EVERYTHING, 30).secret)
    most = int(PACE.split("/")[0])
    statuses = {owner("get", "/nowhere-but-counted").status_code for _ in range(3)}
    assert statuses == {404}
    last = None
    for _ in range(most + 1):
        last = owner("get", "/me")
        if last.status_code == 429:
            break
    assert last is not None
    assert last.status_code == 429
    assert 1 <= int(last["Retry-After"]) <= 60
    assert last["Content-Type"] == "application/problem+json"
    assert second("get", "/me").status_code == 200
    cache.clear()


def test_a_stranger_with_a_token_of_the_same_name_does_not_use_up_the_pace(owner: Program, cast_: Cast) -> None:
    cache.clear()
    stranger = Program(make_token(cast_.charlie, cast_.velos, "all", EVERYTHING, 30).secret)
    for _ in range(int(PACE.split("/")[0]) + 1):
        if stranger("get", "/me").status_code == 429:
            break
    assert stranger("get", "/me").status_code == 429
    assert owner("get", "/me").status_code == 200
    cache.clear()
