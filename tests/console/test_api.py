"""The HTTP API: tokens, their bounds, tenants, repeats, and what every error looks like."""

import pytest
from django.test import Client

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.end_token import end_token
from rempart.directory.actions.make_token import TOKENS_MAX, TooMany, make_token
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Host, Site
from rempart.directory.store.tokens import ApiToken
from tests.cast import Cast
from tests.program import EVERYTHING, Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(cast_: Cast) -> Program:
    return Program(make_token(cast_.alice, cast_.lavande, "all", EVERYTHING, 30).secret)


def test_only_the_digest_of_a_secret_is_kept(cast_: Cast) -> None:
    made = make_token(cast_.alice, cast_.lavande, "ci", [Permission.READ], 30)
    assert made.secret not in str(vars(ApiToken.objects.get(pk=made.token.pk)))
    assert made.secret.startswith("rempart_")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic abc", "Bearer rempart_unknown", "Bearer " + "rempart_" + "a" * 5000]
)
def test_nobody_learns_only_that_a_token_is_needed(client: Client, cast_: Cast, header: str) -> None:
    answer = client.get("/api/v1/me", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


def test_a_session_is_no_token(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    assert client.get("/api/v1/me").status_code == 401
    assert client.post("/api/v1/hosts", {"name": "x"}, content_type="application/json").status_code == 401


def test_expired_ended_and_leavers_tokens_are_nothing(owner: Program, cast_: Cast) -> None:
    assert owner("get", "/me").status_code == 200
    token = ApiToken.objects.get()
    ApiToken.objects.update(expires_at_ms=now_ms() - 1)
    assert owner("get", "/me").status_code == 401
    ApiToken.objects.update(expires_at_ms=now_ms() + 60_000)
    assert owner("get", "/me").status_code == 200
    cast_.alice.membership_set.all().delete()
    assert owner("get", "/me").status_code == 401
    end_token_by_hand = ApiToken.objects.filter(pk=token.pk).update(ended_at_ms=now_ms())
    assert end_token_by_hand == 1
    assert owner("get", "/me").status_code == 401


def test_ending_is_at_once_and_twice_is_once(owner: Program, cast_: Cast) -> None:
    token = ApiToken.objects.get()
    end_token(cast_.alice, token)
    assert owner("get", "/me").status_code == 401
    end_token(cast_.alice, token)


def test_a_token_does_less_than_its_account(cast_: Cast) -> None:
    reader = Program(make_token(cast_.alice, cast_.lavande, "reader", [Permission.READ], 1).secret)
    assert reader("get", "/sites").status_code == 200
    assert reader("get", "/me").json()["permissions"] == ["directory.read"]
    assert reader("post", "/hosts", {"name": "granite"}).status_code == 403
    assert reader("post", "/sites", {"address": "https://a.example"}).status_code == 403
    assert reader("get", "/members").status_code == 403
    assert not Host.objects.exists()
    assert not Site.objects.exists()


def test_the_bounds_of_one_call_do_not_reach_the_next(cast_: Cast, client: Client) -> None:
    reader = Program(make_token(cast_.alice, cast_.lavande, "reader", [Permission.READ], 1).secret)
    assert reader("post", "/hosts", {"name": "granite"}).status_code == 403
    client.force_login(cast_.alice)
    assert client.get("/organisation/members/").status_code == 200


def test_nobody_makes_a_token_with_rights_they_lack(cast_: Cast) -> None:
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        make_token(cast_.bob, cast_.lavande, "x", [Permission.MANAGE_MEMBERS], 1)


@pytest.mark.parametrize(
    ("name", "rights", "days"),
    [("", [Permission.READ], 1), ("a", [], 1), ("a", [Permission.READ], 0), ("a", [Permission.READ], 366)],
)
def test_a_token_has_name_rights_and_an_end(cast_: Cast, name: str, rights: list[Permission], days: int) -> None:
    with pytest.raises(ValueError, match="A token has"):
        make_token(cast_.alice, cast_.lavande, name, rights, days)


def test_there_are_not_too_many(cast_: Cast) -> None:
    for number in range(TOKENS_MAX):
        make_token(cast_.alice, cast_.lavande, f"t{number}", [Permission.READ], 1)
    with pytest.raises(TooMany):
        make_token(cast_.alice, cast_.lavande, "more", [Permission.READ], 1)


def test_a_stranger_finds_nothing(owner: Program, cast_: Cast) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://lavande.example")
    theirs = Program(make_token(cast_.charlie, cast_.velos, "all", EVERYTHING, 30).secret)
    for method, path, body in (
        ("get", f"/sites/{site.uid}", None), ("delete", f"/sites/{site.uid}", None),
        ("get", f"/sites/{site.uid}/level", None), ("post", f"/sites/{site.uid}/runs", {}),
    ):  # fmt: skip
        answer = theirs(method, path, body)
        assert answer.status_code == 404, path
        assert b"lavande" not in answer.content
    assert theirs("get", "/sites").json() == {"items": [], "next": None}
    token = ApiToken.objects.get(account=cast_.alice)
    assert theirs("delete", f"/tokens/{token.uid}").status_code == 404
    assert owner("get", f"/sites/{site.uid}").json()["address"] == "https://lavande.example"


def test_a_repeated_call_is_carried_out_once(owner: Program) -> None:
    first = owner("post", "/hosts", {"name": "granite"}, **{"Idempotency-Key": "k1"})
    again = owner("post", "/hosts", {"name": "granite"}, **{"Idempotency-Key": "k1"})
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert Host.objects.count() == 1
    other = owner("post", "/hosts", {"name": "gravel"}, **{"Idempotency-Key": "k1"})
    assert other.status_code == 422
    assert Host.objects.count() == 1


def test_a_refused_call_leaves_its_key_free(owner: Program) -> None:
    assert owner("post", "/sites", {"address": "ftp://x"}, **{"Idempotency-Key": "k"}).status_code == 422
    assert owner("post", "/sites", {"address": "https://x.example"}, **{"Idempotency-Key": "k"}).status_code == 201


def test_lists_are_paged_without_gap_or_repeat(owner: Program) -> None:
    for number in range(7):
        owner("post", "/hosts", {"name": f"h{number}"})
    seen, after = [], ""
    while True:
        found = owner("get", f"/hosts?limit=3&after={after}").json()
        seen += [item["name"] for item in found["items"]]
        if not (after := found["next"] or ""):
            break
    assert seen == [f"h{number}" for number in range(7)]


def test_the_last_owner_stays(owner: Program, cast_: Cast) -> None:
    member = cast_.alice.membership_set.get()
    assert owner("delete", f"/members/{member.uid}").status_code == 409
    assert owner("put", f"/members/{member.uid}/role", {"role": "auditor"}).status_code == 409


def test_a_call_of_the_wrong_form_says_where(owner: Program) -> None:
    answer = owner("post", "/hosts", {"nam": "x"})
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["at"][-1] == "name"
    assert answer["Content-Type"] == "application/problem+json"
