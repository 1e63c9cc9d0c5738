"""A unit of cmi5 speaks to the record store of its own launch: bounded, of nobody else, with a token that it gets once."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.test import Client

from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account
from rempart.people.actions.package_add import add_package
from rempart.people.actions.package_change import open_package
from rempart.people.core.attempt import Why
from rempart.people.core.library import lessons
from rempart.people.core.standards import statements as rules
from rempart.people.core.standards.course import Kind
from rempart.people.core.standards.package_out import package_of
from rempart.people.store.packages import LessonPackage, PackageAttempt, PackageRun, PackageStatement
from tests.cast import Cast, colleague

VERB = "http://adlnet.gov/expapi/verbs/"


@pytest.fixture
def learner(cast_: Cast) -> Account:
    return colleague(cast_.lavande, "Lena", Role.LEARNER)


class Unit:
    """As a launched unit: no cookies, a token."""

    def __init__(self, cast_: Cast, learner: Account, tmp_path: Path) -> None:
        file = tmp_path / "unit.zip"
        file.write_bytes(package_of(next(iter(lessons().values())), Kind.CMI5))
        self.package = add_package(cast_.alice, cast_.lavande, file, "unit.zip")
        open_package(cast_.alice, self.package, 1)
        self.who = Client()
        self.who.force_login(learner)
        self.path = self.who.post(f"/packages/{self.package.uid}/", {"do": "begin"}).headers["Location"]
        self.out = Client()
        self.launch()

    def launch(self) -> None:
        page = self.who.get(self.path).content.decode()
        at = page.index('data-src="') + len('data-src="')
        source = page[at : page.index('"', at)].replace("&amp;", "&").replace("&#x27;", "'")
        self.asked = {name: one[0] for name, one in parse_qs(urlsplit(source).query).items()}
        self.token = ""

    def fetch(self) -> int:
        answer = self.out.post(urlsplit(self.asked["fetch"]).path)
        self.token = answer.json().get("auth-token", "")
        return answer.status_code

    def call(self, method: str, path: str, body: Any = None, **more: str) -> Any:
        data = body if isinstance(body, str) else json.dumps(body)
        headers = {"Authorization": f"Basic {self.token}", "X-Experience-API-Version": "1.0.3"}
        return self.out.generic(method, f"/xapi/{path}", data, "application/json", headers=headers, query_params=more)

    def statement(self, verb: str, **changes: Any) -> dict[str, Any]:
        return {
            "id": str(uuid4()), "actor": json.loads(self.asked["actor"]), "verb": {"id": f"{VERB}{verb}"},
            "object": {"id": self.asked["activityId"]},
            "context": {"registration": self.asked["registration"], "contextActivities": {"category": [{"id": rules.CMI5}]}},
            **changes,
        }  # fmt: skip

    def say(self, verb: str, **changes: Any) -> int:
        return int(self.call("POST", "statements", self.statement(verb, **changes)).status_code)

    def place(self, name: str) -> Mapping[str, str]:
        return {"activityId": self.asked["activityId"], "agent": self.asked["actor"], "stateId": name}


@pytest.fixture
def unit(cast_: Cast, learner: Account, tmp_path: Path) -> Unit:
    return Unit(cast_, learner, tmp_path)


def test_from_the_launch_to_its_end(unit: Unit) -> None:
    assert unit.say("initialized") == 401
    assert (unit.fetch(), unit.token != "") == (200, True)
    data = unit.call("GET", "activities/state", **unit.place(rules.LAUNCH_DATA)).json()
    assert (data["launchMode"], data["moveOn"], data["masteryScore"]) == ("Normal", "CompletedAndPassed", 0.5)
    assert unit.say("initialized") == 200
    assert unit.call("GET", "activities/state", **unit.place("way")).status_code == 404
    assert unit.call("PUT", "activities/state", {"c": [1]}, **unit.place("way")).status_code == 204
    assert unit.call("GET", "activities/state", **unit.place("way")).json() == {"c": [1]}
    PackageAttempt.objects.update(heard_ms=PackageAttempt.objects.get().heard_ms - 60_000)
    assert unit.say("completed", result={"completion": True}) == 200
    assert unit.say("passed", result={"success": True, "score": {"scaled": 0.9}}) == 200
    run = PackageRun.objects.get()
    assert (run.is_finished, run.is_passed, run.score) == (True, True, 0.9)
    assert unit.say("terminated") == 200
    row = PackageAttempt.objects.get()
    assert (row.why, row.minutes) == (Why.COUNTS, 1)
    assert list(PackageStatement.objects.order_by("pk").values_list("verb", flat=True)) == [
        "initialized", "completed", "passed", "terminated"
    ]  # fmt: skip
    assert unit.say("passed") == 409  # the attempt has ended


def test_a_token_is_given_once_and_ends_with_the_next_launch(unit: Unit) -> None:
    assert unit.fetch() == 200
    token = unit.token
    assert unit.fetch() == 403
    unit.launch()
    unit.token = token
    assert unit.say("initialized") == 401
    assert unit.fetch() == 200
    assert unit.say("initialized") == 200
    for forged in ("", "x", f"{unit.token}x", unit.token.replace("-", "--")):
        unit.token = forged
        assert unit.say("initialized") == 401
    assert unit.out.post("/xapi/fetch/forged/").status_code == 403
    assert unit.out.get(urlsplit(unit.asked["fetch"]).path).status_code == 405


def test_it_speaks_of_its_own_launch_alone(unit: Unit) -> None:
    """Attack of promise LP5: results of somebody else, of another lesson, better than they were."""
    unit.fetch()
    other = {"objectType": "Agent", "account": {"homePage": "http://testserver", "name": "somebody"}}
    assert unit.say("passed", actor=other) == 403
    assert unit.say("passed", actor={"mbox": "mailto:a@b.example"}) == 403
    assert unit.say("passed", object={"id": "http://testserver/packages/other/0"}) == 403
    assert unit.say("passed", context={"registration": str(uuid4())}) == 403
    assert unit.say("passed", result={"score": {"scaled": 0.1}}) == 403  # less than its mastery score
    assert PackageStatement.objects.count() == 0
    assert unit.call("GET", "activities/state", activityId="another", stateId="way").status_code == 400
    assert unit.call("PUT", "activities/state", {}, **unit.place(rules.LAUNCH_DATA)).status_code == 403


def test_what_it_says_is_bounded(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    unit.fetch()
    assert unit.say("noted", result={"response": "x" * rules.MAX_STATEMENT}) == 413
    assert unit.call("POST", "statements", "x" * 300_000).status_code == 413
    for body in ("", "{", "[1]", "null", '{"verb": 7}', "[" * 50_000, '{"result": NaN}'):
        assert unit.call("POST", "statements", body).status_code == 400, body[:20]
    twice = unit.statement("noted")
    assert unit.call("POST", "statements", [twice, twice]).status_code == 400
    assert unit.call("POST", "statements", [twice]).status_code == 200
    assert unit.call("POST", "statements", [twice]).status_code == 409
    assert unit.call("PUT", "statements", unit.statement("noted"), statementId=str(uuid4())).status_code == 204
    assert unit.call("POST", "statements", unit.statement("noted", id="no uuid")).status_code == 400
    assert unit.call("PUT", "activities/state", "x" * (rules.MAX_DOCUMENT + 1), **unit.place("way")).status_code == 413
    for number in range(rules.MAX_DOCUMENTS):
        assert unit.call("PUT", "activities/state", "x", **unit.place(f"n{number}")).status_code == 204
    assert unit.call("PUT", "activities/state", "x", **unit.place("more")).status_code == 413
    assert unit.call("DELETE", "activities/state", "", **unit.place("n1")).status_code == 204
    monkeypatch.setattr(rules, "MAX_STATEMENTS", 2)
    assert unit.say("noted") == 413


def test_what_it_reads_is_its_own_and_names_nobody(unit: Unit, learner: Account) -> None:
    unit.fetch()
    unit.say("initialized")
    told = unit.call("GET", "statements").json()["statements"]
    assert [one["verb"]["id"] for one in told] == [f"{VERB}initialized"]
    assert unit.call("GET", "statements", statementId=told[0]["id"]).json()["id"] == told[0]["id"]
    assert unit.call("GET", "statements", statementId=str(uuid4())).status_code == 404
    assert not any(word in json.dumps([told, unit.asked]) for word in (learner.uid, learner.email, "Lena"))
    assert unit.call("GET", "agents/profile").status_code == 404
    assert unit.call("OPTIONS", "statements").headers["Access-Control-Allow-Origin"] == "*"
    assert unit.out.get("/xapi/about").json() == {"version": ["1.0.3"]}
    assert unit.call("DELETE", "statements").status_code == 405


def test_a_closed_lesson_hears_nothing(unit: Unit) -> None:
    unit.fetch()
    LessonPackage.objects.update(state=LessonPackage.CLOSED)
    assert unit.say("initialized") == 403
