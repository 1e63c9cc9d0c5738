"""Outlets over the API: added, changed, tried, paused, resumed, removed; secrets are said once and never again."""

from collections.abc import Iterator
from typing import Any

import pytest

from rempart.directory.core.roles import Permission
from rempart.record.actions import change_outlet as actions
from rempart.record.actions.deliver import deliver
from rempart.record.store import outlets
from rempart.record.store.models import Outlet
from tests.cast import Cast
from tests.program import EVERYTHING, program
from tests.record.places import integrate
from tests.record.receivers import Got, http_receiver

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Got]:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    with http_receiver() as got:
        yield got


def hook(url: str = "https://o.example/", **also: Any) -> dict[str, Any]:
    """The least a webhook needs."""
    return {"name": "Centre", "format": "webhook", "settings": {"url": url}, **also}


def test_an_outlet_from_its_making_to_its_end(cast_: Cast, receiver: Got) -> None:
    call = program(cast_.alice, cast_.lavande)
    made = call("post", "/outlets", hook(f"http://127.0.0.1:{receiver.port}/in", from_start=True))
    assert made.status_code == 201, made.content
    secret, one = made.json()["secret"], f"/outlets/{made.json()['uid']}"
    assert outlets.unseal(Outlet.objects.get()).secret == secret
    assert call("post", f"{one}/test").json() == {"arrived": True, "code": None, "says": None}
    assert receiver.posts[0][0]["webhook-id"].startswith("test-")
    receiver.answers.append(500)
    refused = call("post", f"{one}/test").json()
    assert (refused["arrived"], refused["code"]) == (False, "status_500")
    assert "500" in refused["says"]
    integrate()
    while deliver(Outlet.objects.get().pk):
        pass
    shown = call("get", one).json()
    assert [row["is_test"] for row in shown["deliveries"]][-2:] == [True, True]
    assert shown["deliveries"][0]["code"] is None
    assert call("post", f"{one}/pause").json()["state"] == "paused"
    assert call("post", f"{one}/resume").json()["state"] == "active"
    newer = call("post", f"{one}/secret").json()["secret"]
    assert outlets.unseal(Outlet.objects.get()).older == secret != newer
    for answer in (call("get", one), call("get", "/outlets")):
        assert b"whsec_" not in answer.content
    assert call("delete", one).status_code == 204
    assert call("get", one).status_code == 404


def test_settings_are_changed_and_a_sealed_one_does_not_follow_to_another_address(cast_: Cast) -> None:
    call = program(cast_.alice, cast_.lavande)
    sent = hook(settings={"url": "https://a.example/", "authorization": "Splunk 4711"}, format="ocsf")
    made = call("post", "/outlets", sent)
    one = f"/outlets/{made.json()['uid']}"
    change = {"name": "Quiet", "least_severity": "warning", "areas": ["record", "access", "record"]}
    kept = call("put", one, {**change, "settings": {"url": "https://a.example/"}})
    assert kept.status_code == 200, kept.content
    said = kept.json()
    assert (said["name"], said["least_severity"], said["areas"]) == ("Quiet", "warning", ["access", "record"])
    assert outlets.unseal(Outlet.objects.get()).settings["authorization"] == "Splunk 4711"
    for answer in (made, kept, call("get", one)):
        assert "authorization" not in answer.json()["settings"]
        assert b"4711" not in answer.content
    assert call("put", one, {**change, "settings": {"url": "https://b.example/"}}).status_code == 200
    assert not outlets.unseal(Outlet.objects.get()).settings.get("authorization")


LINE = {"transport": "tls", "host": "a.example", "port": 6514}


@pytest.mark.parametrize(
    ("name", "settings", "wrong"),
    [
        ("webhook", {"url": "ftp://x"}, "url"),
        ("webhook", {"url": "https://u:p@x.example/"}, "url"),
        ("webhook", {}, "url"),
        ("webhook", {"url": "https://x.example/", "host": "a.example"}, "host"),
        ("ocsf", {"url": "https://x.example/", "authorization": "a\r\nX-Evil: 1"}, "authorization"),
        ("syslog", {**LINE, "host": "bad host"}, "host"),
        ("syslog", {**LINE, "port": 0}, "port"),
        ("syslog", {**LINE, "transport": "smoke"}, "transport"),
        ("syslog", {"transport": "tls", "port": 1}, "host"),
        ("cef", {**LINE, "ca": "no certificate"}, "ca"),
    ],
)
def test_what_cannot_work_names_its_field(cast_: Cast, name: str, settings: dict[str, Any], wrong: str) -> None:
    call = program(cast_.alice, cast_.lavande)
    answer = call("post", "/outlets", {"name": "N", "format": name, "settings": settings})
    assert answer.status_code == 422
    assert wrong in {step for fault in answer.json()["faults"] for step in fault["at"]}
    assert not Outlet.objects.exists()


@pytest.mark.parametrize("also", [{"name": " "}, {"areas": ["moon"]}, {"least_severity": "loud"}, {"format": "smoke"}])
def test_what_is_not_there_is_refused(cast_: Cast, also: dict[str, Any]) -> None:
    assert program(cast_.alice, cast_.lavande)("post", "/outlets", hook(**also)).status_code == 422
    assert not Outlet.objects.exists()


def test_an_answer_with_a_secret_is_not_kept(cast_: Cast) -> None:
    call, key = program(cast_.alice, cast_.lavande), {"Idempotency-Key": "k"}
    assert call("post", "/outlets", hook(), **key).status_code == 400
    line = {"name": "L", "format": "syslog", "settings": LINE}
    first = call("post", "/outlets", line, **key)
    assert first.status_code == 201
    assert first.json()["secret"] is None
    assert call("post", "/outlets", line, **key).json() == first.json()
    assert Outlet.objects.count() == 1
    assert call("post", f"/outlets/{first.json()['uid']}/secret").status_code == 409


def test_there_are_not_too_many(cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_OUTLETS", 1)
    call = program(cast_.alice, cast_.lavande)
    assert [call("post", "/outlets", hook()).status_code for _ in range(2)] == [201, 409]


def test_settings_that_nobody_can_open_any_more(cast_: Cast) -> None:
    call = program(cast_.alice, cast_.lavande)
    one = f"/outlets/{call('post', '/outlets', hook()).json()['uid']}"
    Outlet.objects.update(sealed=b"of another key")
    assert call("get", one).json()["settings"] is None
    assert call("put", one, {"name": "N", "settings": {"url": "https://o.example/"}}).status_code == 409
    assert call("post", f"{one}/test").status_code == 409
    assert call("post", f"{one}/secret").status_code == 409
    assert call("delete", one).status_code == 204


def test_it_takes_the_right(cast_: Cast) -> None:
    uid = program(cast_.alice, cast_.lavande)("post", "/outlets", hook()).json()["uid"]
    less = program(cast_.alice, cast_.lavande, set(EVERYTHING) - {Permission.MANAGE_OUTLETS})
    change = {"name": "N", "settings": {"url": "https://evil.example/"}}
    for call, status in ((program(cast_.charlie, cast_.velos), 404), (less, 403)):
        assert call("get", f"/outlets/{uid}").status_code == status
        assert call("put", f"/outlets/{uid}", change).status_code == status
        assert call("delete", f"/outlets/{uid}").status_code == status
        for word in ("pause", "resume", "test", "secret"):
            assert call("post", f"/outlets/{uid}/{word}").status_code == status
    assert less("post", "/outlets", hook()).status_code == 403
    assert less("get", "/outlet-formats").status_code == 403


def test_formats_say_what_they_need(cast_: Cast) -> None:
    found = {
        row["format"]: row for row in program(cast_.alice, cast_.lavande)("get", "/outlet-formats").json()["items"]
    }
    assert set(found) == set(actions.units())
    assert (found["webhook"]["needed"], found["webhook"]["signs"]) == (["url"], True)
    assert (found["syslog"]["needed"], found["syslog"]["signs"]) == (["transport", "host", "port"], False)
