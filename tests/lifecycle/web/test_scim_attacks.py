"""Attacks on the SCIM server: a stolen token, bombs, raising one's own role, emptying the house, the last owner."""

import json

import pytest
from django.test import Client

from rempart.directory.actions.action import raw_connection, system_action
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_team import add_team
from rempart.directory.actions.create_account import create_account
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Membership, Person
from rempart.lifecycle.actions.map_role import map_role
from rempart.lifecycle.actions.scim_tokens import MOST_IN_WINDOW, revoke_token
from rempart.lifecycle.core.brakes import MOST_PEOPLE
from rempart.lifecycle.core.scim_forms import MAX_BODY_BYTES, MAX_OPERATIONS
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store.models import ScimToken, Transition
from tests.cast import PASSWORD, Cast
from tests.lifecycle.scim import GROUP, USER, Caller


def _old(*people: Person) -> None:
    """Long known, so that nobody takes them for a slip of the last minutes."""
    for person in people:
        person.created_at = person.created_at.replace(year=2020)
        person.save(update_fields=["created_at"])


def test_nobody_without_a_valid_token_of_this_organisation(cast_: Cast) -> None:
    """None, a wrong one, another organisation's, an ended one, a revoked one: the same answer."""
    call, stranger = Caller(cast_.alice, cast_.lavande), Caller(cast_.charlie, cast_.velos)
    uid = call.user("kept")["id"]
    anonymous = Client().get(f"/scim/v2/{cast_.lavande.uid}/Users")
    assert anonymous.status_code == 401
    assert anonymous["WWW-Authenticate"].startswith("Bearer")
    stranger.organisation = cast_.lavande
    for method, path in [("GET", "Users"), ("DELETE", f"Users/{uid}"), ("GET", "Schemas"), ("POST", "Bulk")]:
        answer = stranger(method, path)
        assert answer.status_code == 401
        assert answer.content == anonymous.content
    assert call("GET", f"Users/{uid}").status_code == 200
    ScimToken.objects.filter(pk=call.token.pk).update(until_ms=1)
    assert call("GET", "Users").status_code == 401
    other = Caller(cast_.alice, cast_.lavande)
    revoke_token(cast_.alice, other.token)
    assert other("GET", "Users").status_code == 401


def test_a_strangers_rows_are_not_found(cast_: Cast) -> None:
    """Neither read, nor written, nor put into a group."""
    mine, theirs = Caller(cast_.alice, cast_.lavande), Caller(cast_.charlie, cast_.velos)
    uid = theirs.user("victim")["id"]
    assert mine("GET", f"Users/{uid}").status_code == 404
    assert mine("DELETE", f"Users/{uid}").status_code == 404
    assert mine("PUT", f"Users/{uid}", {"schemas": [USER], "userName": "x"}).status_code == 404
    body = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "G", "members": [{"value": uid}]}
    assert mine("POST", "Groups", body).status_code == 400


def test_a_session_opens_nothing(cast_: Cast) -> None:
    """The owner's cookie is no token, so no foreign page can misuse it."""
    client = Client()
    client.force_login(cast_.alice)
    assert client.get(f"/scim/v2/{cast_.lavande.uid}/Users").status_code == 401


def test_the_secret_is_kept_nowhere(cast_: Cast) -> None:
    """Only a digest of it."""
    call = Caller(cast_.alice, cast_.lavande)
    kept = json.dumps(list(ScimToken.objects.values()), default=str)
    assert call.secret not in kept


def test_too_many_requests(cast_: Cast) -> None:
    """A stolen token does not stop the console."""
    call = Caller(cast_.alice, cast_.lavande)
    call("GET", "Users?count=0")
    ScimToken.objects.filter(pk=call.token.pk).update(used_in_window=MOST_IN_WINDOW)
    answer = call("GET", "Users")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("Users", b"x" * (MAX_BODY_BYTES + 1), 413),
        ("Users", b"[" * 200_000, 400),
        ("Users", b"{", 400),
        ("Users", b"\xff\xfe", 400),
        ("Users", b"null", 400),
        ("Users", b"[]", 400),
        ("Bulk", b"{}", 400),
        ("Users/.search", b'{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":5}', 400),
    ],
)
def test_bodies_that_are_bombs(cast_: Cast, path: str, body: bytes, status: int) -> None:
    """Refused by the table of errors; never a failure of ours."""
    call = Caller(cast_.alice, cast_.lavande)
    answer = call.client.generic(
        "POST",
        f"/scim/v2/{cast_.lavande.uid}/{path}",
        body,
        content_type="application/scim+json",
        headers={"Authorization": f"Bearer {call.secret}"},
    )
    assert answer.status_code == status, answer.content[:200]
    assert answer.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]


def test_filters_that_are_bombs(cast_: Cast) -> None:
    """In a list, in a search, in the path of a PATCH."""
    call = Caller(cast_.alice, cast_.lavande)
    uid = call.user("m")["id"]
    deep = "(" * 500 + "userName pr" + ")" * 500
    for text in (deep, " or ".join(["userName pr"] * 100), 'userName co "' + "x" * 5_000 + '"'):
        search = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": text}
        assert call("POST", "Users/.search", search).status_code == 400
        answer = call.patch(f"Users/{uid}", {"op": "remove", "path": f"emails[{text}]"})
        assert answer.status_code in (400, 413), answer.content[:200]


def test_bulks_have_an_end(cast_: Cast) -> None:
    """413 before anything is done."""
    call = Caller(cast_.alice, cast_.lavande)
    one = {"method": "DELETE", "path": "/Users/x"}
    schema = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
    assert call("POST", "Bulk", {"schemas": [schema], "Operations": [one] * (MAX_OPERATIONS + 1)}).status_code == 413


@pytest.mark.parametrize("value", ["=cmd|' /C calc'!A0", "a\x00b", "a\x1b[2J", "x" * 300])
def test_names_that_would_harm_a_table_or_a_page(cast_: Cast, value: str) -> None:
    """Refused, and not repeated in the answer."""
    call = Caller(cast_.alice, cast_.lavande)
    answer = call("POST", "Users", {"schemas": [USER], "userName": "n", "displayName": value})
    assert answer.status_code == 400
    assert value not in answer.content.decode()


def test_no_request_raises_a_role(cast_: Cast) -> None:
    """Roles come from the mapping alone: attributes that sound like rights are dropped, owners cannot be mapped."""
    call = Caller(cast_.alice, cast_.lavande)
    uid = call.user(
        "oskar", emails=[{"value": "oskar@x.example"}], roles=[{"value": "owner"}], entitlements=[{"value": "owner"}]
    )["id"]
    for operation in (
        {"op": "add", "path": "roles", "value": [{"value": "owner", "primary": True}]},
        {"op": "add", "value": {"roles": [{"value": "owner"}], "mapped_role": "owner", "account": cast_.alice.uid}},
    ):
        call.patch(f"Users/{uid}", operation)
    assert not Membership.objects.filter(account__email="oskar@x.example").exists()
    team = add_team(cast_.alice, cast_.lavande, "Analysts")
    map_role(cast_.alice, team, Role.ANALYST)
    call.group("Analysts", uid)
    assert Membership.objects.get(account__email="oskar@x.example").role == Role.ANALYST
    call.patch(f"Groups/{team.uid}", {"op": "remove", "path": "members"})
    assert not Membership.objects.filter(account__email="oskar@x.example").exists()


def test_a_mapped_team_lets_nobody_in_by_another_firms_account(cast_: Cast) -> None:
    """Whoever writes a foreign address into a list gets no hold on the account behind it."""
    call = Caller(cast_.alice, cast_.lavande)
    team = add_team(cast_.alice, cast_.lavande, "Analysts")
    map_role(cast_.alice, team, Role.ANALYST)
    call.group("Analysts", call.user("charlie", emails=[{"value": "charlie@velos.example"}])["id"])
    assert not Membership.objects.filter(account=cast_.charlie, organisation=cast_.lavande).exists()
    cast_.charlie.refresh_from_db()
    assert cast_.charlie.is_active


def test_a_locked_account_of_somebody_elses_leaver_is_not_woken(cast_: Cast) -> None:
    """Charlie left the other firm; writing his address into a list here does not open his account again."""
    Membership.objects.filter(account=cast_.charlie).delete()
    cast_.charlie.is_active = False
    cast_.charlie.save()
    call = Caller(cast_.alice, cast_.lavande)
    team = add_team(cast_.alice, cast_.lavande, "Analysts")
    map_role(cast_.alice, team, Role.ANALYST)
    for _ in range(2):  # the second time after a leaving here, which must not make the account this person's
        uid = call.user("charlie", emails=[{"value": "charlie@velos.example"}])["id"]
        call.patch(f"Groups/{team.uid}", {"op": "add", "path": "members", "value": [{"value": uid}]})
        call("POST", "Groups", {"schemas": [GROUP], "displayName": "Analysts", "members": [{"value": uid}]})
        assert call("DELETE", f"Users/{uid}").status_code == 204
    uid = call.user("charlie", emails=[{"value": "charlie@velos.example"}])["id"]
    call.patch(f"Groups/{team.uid}", {"op": "add", "path": "members", "value": [{"value": uid}]})
    cast_.charlie.refresh_from_db()
    assert not cast_.charlie.is_active
    assert not Membership.objects.filter(account=cast_.charlie).exists()


def test_a_role_given_by_hand_is_not_changed_by_a_team(cast_: Cast) -> None:
    """Bob stays auditor, whatever team he joins."""
    call = Caller(cast_.alice, cast_.lavande)
    team = add_team(cast_.alice, cast_.lavande, "Officers")
    map_role(cast_.alice, team, Role.OFFICER)
    call.group("Officers", call.user("bob", emails=[{"value": "bob@audit.example"}])["id"])
    assert Membership.objects.get(account=cast_.bob).role == Role.AUDITOR


def test_mass_deletion_waits_for_a_second_person(cast_: Cast) -> None:
    """The sixth leaver within ten minutes stays, is told so, and asking again makes no second row."""
    call = Caller(cast_.alice, cast_.lavande)
    uids = [call.user(f"user{number}")["id"] for number in range(130)]
    _old(*Person.objects.filter(organisation=cast_.lavande))
    answers = [call("DELETE", f"Users/{uid}").status_code for uid in uids[: MOST_PEOPLE + 2]]
    assert answers == [204] * MOST_PEOPLE + [409, 409]
    again = call.patch(f"Users/{uids[MOST_PEOPLE]}", {"op": "replace", "path": "active", "value": False})
    assert again.status_code == 409
    assert call("GET", f"Users/{uids[MOST_PEOPLE]}").json().get("active") is not False
    assert Transition.objects.filter(stage=Stage.PAUSED).count() == 2


def test_emptying_a_team_waits_too(cast_: Cast) -> None:
    """One PUT of a group takes from many at once."""
    call = Caller(cast_.alice, cast_.lavande)
    uids = [call.user(f"user{number}")["id"] for number in range(20)]
    path = "Groups/" + call.group("Everybody", *uids)["id"]
    _old(*Person.objects.filter(organisation=cast_.lavande))
    answer = call.patch(path, {"op": "replace", "path": "members", "value": []})
    assert answer.status_code == 409
    assert len(call("GET", path).json()["members"]) == 19


def test_the_last_owner_stays(cast_: Cast) -> None:
    """By DELETE, by PATCH, and also under another address of the list."""
    cast_.alice.set_password(PASSWORD)
    cast_.alice.save()
    call = Caller(cast_.alice, cast_.lavande)
    uid = call.user("alice", emails=[{"value": "ALICE@lavande.example"}])["id"]
    assert call("DELETE", f"Users/{uid}").status_code == 403
    assert call.patch(f"Users/{uid}", {"op": "replace", "path": "active", "value": False}).status_code == 403
    assert Membership.objects.filter(account=cast_.alice, role=Role.OWNER).exists()
    assert call("GET", f"Users/{uid}").status_code == 200


def test_a_leaver_loses_the_console_in_the_same_moment(cast_: Cast) -> None:
    """The session that was open a second ago opens nothing any more."""
    call = Caller(cast_.alice, cast_.lavande)
    uid = call.user("bob", emails=[{"value": "bob@audit.example"}])["id"]
    client = Client()
    client.force_login(cast_.bob)
    assert client.get("/organisation/").status_code == 200
    assert call("DELETE", f"Users/{uid}").status_code == 204
    assert client.get("/organisation/").status_code in (302, 403)
    cast_.bob.refresh_from_db()
    assert not cast_.bob.is_active
    assert cast_.bob.email == "bob@audit.example", "disabled, not erased"


def test_no_name_or_address_stands_in_an_entry(cast_: Cast) -> None:
    """Everything that was written here, byte for byte."""
    call = Caller(cast_.alice, cast_.lavande)
    words = ["Quirin", "Zwetschge", "quirin@x.example", "Q-777"]
    number = {"employeeNumber": "Q-777"}
    extension = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
    name = {"givenName": "Quirin", "familyName": "Zwetschge"}
    uid = call.user("quirin@x.example", name=name, emails=[{"value": "quirin@x.example"}], **{extension: number})["id"]
    call.patch(f"Users/{uid}", {"op": "add", "path": "displayName", "value": "Quirin"})
    call("DELETE", f"Users/{uid}")
    rows = raw_connection().execute("SELECT * FROM ledger_entry").fetchall()
    written = "".join(
        bytes(cell).decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for row in rows for cell in row
    )
    assert uid in written
    for word in words:
        assert word not in written


def test_an_address_of_two_people_is_refused(cast_: Cast) -> None:
    """Or one of them could be made to leave in the other's place."""
    add_people(cast_.alice, cast_.lavande, [NewPerson("Ruth", "ruth@x.example"), NewPerson("Sven", "sven@x.example")])
    call = Caller(cast_.alice, cast_.lavande)
    ruth = call.user("ruth", emails=[{"value": "ruth@x.example"}])
    assert Person.objects.get(uid=ruth["id"]).email == "ruth@x.example", "known already, so taken up"
    operation = {"op": "replace", "path": "emails", "value": [{"value": "SVEN@x.example"}]}
    answer = call.patch(f"Users/{ruth['id']}", operation)
    assert (answer.status_code, answer.json()["scimType"]) == (409, "uniqueness")


def test_more_owners_let_one_go(cast_: Cast) -> None:
    """The brake is for the last one."""
    other = create_account(cast_.lavande, "dana@lavande.example", PASSWORD, "Dana")
    with system_action(cast_.lavande) as record:
        add_member(record, cast_.lavande, other, Role.OWNER)
    call = Caller(cast_.alice, cast_.lavande)
    uid = call.user("alice", emails=[{"value": "alice@lavande.example"}])["id"]
    assert call("DELETE", f"Users/{uid}").status_code == 204
