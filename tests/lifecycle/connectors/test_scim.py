"""SCIM outward: against our own server in another organisation, and against servers of other habits."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client as Browser
from scim2_models import PatchOp, User

from rempart.directory.store.models import Person
from rempart.lifecycle.connectors.scim import UNIT
from rempart.lifecycle.core.connector import Identity, Reply, Target, Trouble
from tests.cast import Cast
from tests.lifecycle.scim import USER, Caller

TARGET = Target("t1", {"address": "https://directory.example/scim/v2/", "token": "bearer-of-a-test"})
BOB = Identity("p", email="bob@audit.example", user_name="bob", external_id="e-1")


class Server:
    """In memory, with the habits of one kind of server; it checks what it is sent with a foreign library."""

    def __init__(self, *habits: str, users: list[dict[str, Any]] | None = None) -> None:
        self.habits = habits
        rows = [{"userName": "bob", "externalId": "e-1"}, {"userName": "bobby", "externalId": "e-2"}]
        self.users = {f"{n}": {"id": f"{n}", "active": True, **row} for n, row in enumerate(users or rows)}
        self.seen: list[tuple[str, str]] = []

    def __call__(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Reply:
        parts = urlsplit(url)
        self.seen.append((method, parts.path))
        assert parts.hostname == "directory.example"
        if (headers or {}).get("Authorization") != "Bearer bearer-of-a-test":
            return Reply(401, {}, b"{}")
        status, answer = self.answer(method, parts.path, parse_qs(parts.query), json.loads(body) if body else None)
        return Reply(status, {}, b"" if answer is None else json.dumps(answer).encode())

    def answer(self, method: str, path: str, query: dict[str, list[str]], sent: Any) -> tuple[int, Any]:
        if path == "/scim/v2/Users":
            rows = [row for row in self.users.values() if self.fits(row, query.get("filter", [""])[0])]
            return 200, {"totalResults": len(rows), **({"Resources": rows} if rows else {})}
        row = self.users.get(path.rsplit("/", 1)[1])
        if row is None or ("hides" in self.habits and row["active"] is False and method == "GET"):
            return 404, {"status": "404"}
        if method == "GET":
            return 200, {**row, "active": str(row["active"])} if "texts" in self.habits else row
        if method == "PATCH":
            return self.patch(row, sent)
        row["active"] = User.model_validate({"schemas": [USER], **sent}).active
        return 200, row

    def fits(self, row: dict[str, Any], asked: str) -> bool:
        if not asked or "ignores" in self.habits:
            return True
        name, _, value = asked.split(" ", 2)
        return str(row.get(name, "")).casefold() == json.loads(value).casefold()

    def patch(self, row: dict[str, Any], sent: Any) -> tuple[int, Any]:
        PatchOp[User].model_validate(sent)
        operation = sent["Operations"][0]
        if "put" in self.habits:
            return 501, {"status": "501"}
        if "okta" in self.habits and "path" in operation:
            return 400, {"status": "400", "scimType": "invalidPath"}
        if "lies" not in self.habits:
            row["active"] = operation["value"] if "path" in operation else operation["value"]["active"]
        return (204, None) if "empty" in self.habits else (200, row)


@pytest.mark.parametrize(
    "habits", [(), ("okta",), ("put",), ("empty",), ("texts",), ("hides",), ("ignores",)], ids="".join
)
def test_servers_of_every_habit(habits: tuple[str, ...]) -> None:
    """Bob is not active afterwards, and nobody else was touched, even where the server ignores filters."""
    server = Server(*habits)
    proof = UNIT.revoke(TARGET, BOB, server)
    assert (server.users["0"]["active"], server.users["1"]["active"]) == (False, True)
    assert (proof.was_known, proof.steps) == (True, ("active",))
    assert proof.read_back["user_1"] == f"id=0 active={'gone' if 'hides' in habits else 'false'}"
    assert UNIT.revoke(TARGET, BOB, server).steps == ("active",), "twice does no harm"
    assert "DELETE" not in {method for method, _ in server.seen}


def test_a_server_that_lies() -> None:
    """It answers 200 and changes nothing: looking again finds it out."""
    with pytest.raises(Trouble) as said:
        UNIT.revoke(TARGET, BOB, Server("lies"))
    assert said.value.code == "still_there"


def test_nobody_there_and_a_name_written_down() -> None:
    """Not known is proof; a name that somebody wrote down goes before what we know."""
    server = Server()
    assert not UNIT.revoke(TARGET, Identity("p", email="x@y.example"), server).was_known
    assert UNIT.revoke(TARGET, Identity("p", email="x@y.example", known_as="e-2"), server).was_known
    assert (server.users["0"]["active"], server.users["1"]["active"]) == (True, False)
    with pytest.raises(Trouble) as said:
        UNIT.revoke(TARGET, Identity("p"), server)
    assert said.value.code == "no_identity"


@pytest.mark.parametrize("value", ['" or active eq true or userName eq "', "\\", "a\nb", "é" * 200])
def test_a_name_is_no_filter(value: str) -> None:
    """What the personnel system wrote cannot widen the question."""
    server = Server(users=[{"userName": "bob"}])
    assert not UNIT.revoke(TARGET, Identity("p", user_name=value), server).was_known
    assert server.users["0"]["active"] is True


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        (Reply(302, {"location": "https://evil.example/"}, b""), "moved"),
        (Reply(302, {"location": "https://[broken"}, b""), "moved"),
        (Reply(401, {}, b"{}"), "refused_us"),
        (Reply(500, {}, b"oops"), "bad_answer"),
        (Reply(200, {}, b"<html>"), "bad_answer"),
        (Reply(200, {}, b"[" * 60_000), "bad_answer"),
        (Reply(200, {}, b'{"totalResults": 1}'), "bad_answer"),
        (Reply(200, {}, b'{"Resources": [7]}'), "bad_answer"),
        (Reply(200, {}, b'{"Resources": [{"userName": "bob"}]}'), "bad_answer"),
        (Reply(200, {}, b'{"Resources": [{"userName": "bob", "id": ""}]}'), "bad_answer"),
    ],
)
def test_a_hostile_server_proves_nothing(reply: Reply, trouble: str) -> None:
    """Redirects, cut and endless answers, wrong types: the leaver stays open, and nothing goes elsewhere."""
    asked: list[str] = []

    def client(method: str, url: str, **_: object) -> Reply:
        asked.append(url)
        return reply

    with pytest.raises(Trouble) as said:
        UNIT.revoke(TARGET, BOB, client)
    assert said.value.code == trouble
    assert {urlsplit(url).hostname for url in asked} == {"directory.example"}


def test_an_id_that_climbs_stays_below_users() -> None:
    """`../Groups/1` as an id is one segment of the path."""
    server = Server(users=[{"userName": "bob", "id": "../Groups/1"}])
    with pytest.raises(Trouble):
        UNIT.revoke(TARGET, BOB, server)
    assert all(path.startswith("/scim/v2/Users") and "/.." not in path for _, path in server.seen)


def test_a_secret_never_goes_unencrypted() -> None:
    """http is for this machine alone."""
    open_wire = Target("t1", {"address": "http://directory.example/scim", "token": "t"})
    with pytest.raises(Trouble) as said:
        UNIT.check(open_wire, Server())
    assert said.value.code == "not_encrypted"


def test_our_own_server_of_another_organisation(cast_: Cast) -> None:
    """Two installations of Rempart understand each other: the person has left there, and was not deleted."""
    there = Caller(cast_.charlie, cast_.velos)
    there.user("bob", emails=[{"value": "bob@audit.example"}])
    Person.objects.update(created_at="2020-01-01T00:00:00Z")
    base = f"https://peer.example/scim/v2/{cast_.velos.uid}"

    def client(method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None) -> Reply:
        kind = (headers or {}).get("Content-Type", "application/scim+json")
        answer = Browser().generic(method, url.removeprefix("https://peer.example"), body or b"", kind, headers=headers)
        return Reply(answer.status_code, {}, answer.content)

    target = Target("t1", {"address": base, "token": there.secret})
    assert UNIT.check(target, client) == "reads"
    proof = UNIT.revoke(target, Identity("p", email="bob@audit.example"), client)
    assert proof.was_known
    person = Person.objects.get(email="bob@audit.example", organisation=cast_.velos)
    assert not person.employment.is_present
    assert UNIT.revoke(target, Identity("p", email="bob@audit.example"), client).was_known
