"""A WordPress that is not one, or lies: the leaver stays open, our secret goes nowhere else, nobody else is touched."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from rempart.lifecycle.connectors.wordpress import UNIT
from rempart.lifecycle.core.connector import Identity, Reply, Target, Trouble

TARGET = Target("t1", {"address": "https://shop.example/blog/", "user": "mason", "password": "abcd efgh"})
NORA = Identity("p", email="nora@lavande.example")
OURS = {"id": 1, "username": "mason", "email": "m@lavande.example", "roles": ["administrator"],
        "capabilities": {"list_users": True, "edit_users": True, "promote_users": True}}  # fmt: skip
HERS = {"id": 7, "username": "nora", "email": "nora@lavande.example", "roles": [], "capabilities": []}
USERS = "/wp/v2/users"


class Site:
    """Answers as told by route; a list of answers is used up in turn, the last one stays."""

    def __init__(self, **_: object) -> None:
        self.asked: list[tuple[str, str]] = []
        self.routes: dict[tuple[str, str], list[Any]] = {
            ("GET", f"{USERS}/me"): [OURS],
            ("GET", USERS): [[HERS]],
            ("GET", f"{USERS}/7"): [HERS],
            ("POST", f"{USERS}/7"): [{"id": 7}],
            ("DELETE", f"{USERS}/7/application-passwords"): [{"deleted": True}],
            ("GET", f"{USERS}/7/application-passwords"): [[]],
        }

    def __call__(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Reply:
        parts = urlsplit(url)
        assert (parts.scheme, parts.netloc, parts.path) == ("https", "shop.example", "/blog/")
        route = parse_qs(parts.query)["rest_route"][0]
        self.asked.append((method, route))
        answers = self.routes[(method, route)]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return answer if isinstance(answer, Reply) else Reply(200, {}, json.dumps(answer).encode())


def trouble_of(site: Site) -> str:
    """The code of what goes wrong."""
    with pytest.raises(Trouble) as said:
        UNIT.revoke(TARGET, NORA, site)
    assert "abcd" not in said.value.detail
    return said.value.code


def test_an_honest_one_is_proven() -> None:
    """The ground on which the others stand."""
    site = Site()
    assert UNIT.revoke(TARGET, NORA, site).was_known
    assert not [method for method, route in site.asked if method == "DELETE" and "application" not in route]


@pytest.mark.parametrize(
    ("left", "trouble"),
    [
        ({**HERS, "roles": ["editor"]}, "still_there"),
        ({**HERS, "roles": {"3": "editor"}}, "still_there"),
        ({**HERS, "capabilities": {"edit_posts": True}}, "own_rights"),
        ({**HERS, "id": 8}, "bad_answer"),
        ({"id": 7, "name": "Nora"}, "bad_answer"),
    ],
)
def test_one_that_says_done_and_shows_otherwise(left: dict[str, object], trouble: str) -> None:
    """Only what was read back counts."""
    site = Site()
    site.routes["GET", f"{USERS}/7"] = [left]
    assert trouble_of(site) == trouble


def test_application_passwords_that_stay() -> None:
    """DELETE answered 200, and one is there."""
    site = Site()
    site.routes["GET", f"{USERS}/7/application-passwords"] = [[{"uuid": "x"}]]
    assert trouble_of(site) == "still_there"


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        (Reply(301, {"location": "https://evil.example/"}, b""), "moved"),
        (Reply(308, {}, b""), "moved"),
        (Reply(200, {}, b"<html>"), "bad_answer"),
        (Reply(200, {}, b'[{"id": 7, "email": "nora@la'), "bad_answer"),
        (Reply(200, {}, b"[" * 60_000), "bad_answer"),
        (Reply(200, {}, b'{"0": {}}'), "bad_answer"),
        (Reply(200, {}, b'[{"id": 7}]'), "bad_answer"),
        (Reply(200, {}, b"[null]"), "bad_answer"),
        (Reply(200, {}, json.dumps([HERS] * 21).encode()), "bad_answer"),
        (Reply(200, {}, json.dumps([{**HERS, "email": "x@y.example", "username": "x"}] * 20).encode()), "bad_answer"),
        (Reply(404, {}, b"Not here"), "rest_closed"),
        (Reply(403, {}, b'{"code": "rest_forbidden_context"}'), "rights_missing"),
        (Reply(503, {}, b""), "bad_answer"),
    ],
)
@pytest.mark.parametrize("route", [f"{USERS}/me", USERS])
def test_an_answer_that_is_none(reply: Reply, trouble: str, route: str) -> None:
    """Redirected, cut, nested, endless, of wrong types, closed: never “not known there”, and nobody is changed."""
    site = Site()
    site.routes["GET", route] = [reply]
    assert trouble_of(site) == trouble or route.endswith("me")
    assert {method for method, _ in site.asked} == {"GET"}


def test_people_whom_nobody_asked_for_are_left_alone() -> None:
    """The site answers the search with everybody; only the exact address is touched."""
    site = Site()
    others = [{**HERS, "id": n, "email": f"p{n}@lavande.example", "username": f"p{n}"} for n in range(20, 30)]
    site.routes["GET", USERS] = [[*others, HERS]]
    UNIT.revoke(TARGET, NORA, site)
    assert {route for method, route in site.asked if method != "GET"} == {
        f"{USERS}/7",
        f"{USERS}/7/application-passwords",
    }


def test_nobody_known_by_no_name() -> None:
    """An empty search would find everybody."""
    with pytest.raises(Trouble) as said:
        UNIT.revoke(TARGET, Identity("p"), Site())
    assert said.value.code == "no_identity"
