"""What the pages of organisers can, the API can: a programme changed, sessions changed and called off, who was there."""

import json
from typing import Any

import pytest
from django.test import Client

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Team
from rempart.people.actions.make_programme import make_programme
from rempart.people.actions.session_seat import take_seat
from rempart.people.store.programme import ProgrammeLetter, Seat, Session
from tests.cast import Cast, colleague
from tests.console.doors import token_of
from tests.people.programmes import ADAY, DAY_MS, Running, enrolled, running, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast_: Cast) -> Running:
    return running(cast_.alice, cast_.lavande)


@pytest.fixture
def api(cast_: Cast) -> Client:
    return Client(headers={"authorization": f"Bearer {token_of(cast_.alice, cast_.lavande)}"})


def sent(api: Client, verb: str, path: str, body: object) -> Any:
    return getattr(api, verb)(f"/api/v1{path}", json.dumps(body), content_type="application/json")


def test_a_draft_is_changed_whole_and_an_open_one_in_part(cast_: Cast, api: Client, here: Running) -> None:
    draft = make_programme(cast_.alice, cast_.lavande, "four_sessions", today() + 30 * ADAY)
    team = Team.objects.create(organisation=cast_.lavande, name="Sales")
    path, last = f"/programmes/{draft.uid}", (today() + 60 * ADAY).isoformat()
    answer = sent(
        api, "patch", path,
        {"title": "Spring", "ends_on": last, "path": ["suppliers", "travel"], "teams": [team.uid], "roles": ["learner"]},
    ).json()  # fmt: skip
    assert (answer["title"], answer["ends_on"], answer["path"]) == ("Spring", last, ["suppliers", "travel"])
    assert (answer["teams"], answer["roles"]) == ([team.uid], ["learner"])
    for wrong in (
        {"path": ["no_such_lesson"]}, {"zone": "Mars/Base"}, {"teams": ["nobody"]}, {"ends_on": "2020-01-01"},
        {"ends_on": None}, {"starts_on": "9999-01-01"}, {"state": "open"}, {"minimum_team": 1},
    ):  # fmt: skip
        assert sent(api, "patch", path, wrong).status_code == 422, wrong
    opened = f"/programmes/{here.programme.uid}"
    assert sent(api, "patch", opened, {"title": "Now"}).json()["title"] == "Now"
    assert sent(api, "patch", opened, {"path": ["suppliers"]}).status_code == 409
    assert sent(api, "patch", opened, {"minimum_team": 5}).status_code == 409  # groups are fixed at opening


def test_a_session_is_changed_and_called_off(api: Client, here: Running) -> None:
    ann, ben, cid = enrolled(here.programme, "Ann", "Ben", "Cid")
    for one in (ann, ben, cid):
        take_seat(one, here.session)
    path = f"/programme-sessions/{here.session.uid}"
    assert api.get(f"/api/v1{path}").json()["waiting"] == 1
    assert sent(api, "patch", path, {"capacity": 1}).status_code == 422
    assert sent(api, "patch", path, {"link": "javascript:alert(1)"}).status_code == 422
    assert sent(api, "patch", path, {"title": ""}).status_code == 422
    more = sent(api, "patch", path, {"capacity": 3, "speaker": "A guest"}).json()
    assert (more["seated"], more["waiting"], more["speaker"]) == (3, 0, "A guest")
    off = sent(api, "post", f"{path}/cancel", {})
    assert off.json()["state"] == Session.CANCELLED
    assert ProgrammeLetter.objects.filter(kind="called_off").count() == 3
    assert sent(api, "post", f"{path}/cancel", {}).status_code == 409
    assert sent(api, "patch", path, {"capacity": 9}).status_code == 409


def test_who_was_there_is_noted_by_seat_and_corrected(cast_: Cast, api: Client, here: Running) -> None:
    ann, ben = enrolled(here.programme, "Ann", "Ben")
    seats = [take_seat(one, here.session) for one in (ann, ben)]
    uids = list(Seat.objects.filter(session=here.session).order_by("pk").values_list("uid", flat=True))
    assert len(seats) == len(uids) == 2
    path = f"/programme-sessions/{here.session.uid}/attendance"
    assert sent(api, "put", path, {"seats": uids}).status_code == 409  # it has not begun
    Session.objects.update(starts_ms=now_ms() - DAY_MS)
    assert sent(api, "put", path, {"seats": ["nobodys"]}).status_code == 422
    assert sent(api, "put", path, {"seats": uids}).json() == {"there": 2, "seated": 2}
    assert sent(api, "put", path, {"seats": uids[:1]}).json()["there"] == 1
    told = api.get(f"/api/v1/programme-sessions/{here.session.uid}").json()
    assert [one["was_there"] for one in told["seats"]] == [True, False]
    assert "Ann" not in json.dumps(told)


def test_nobody_else_teaches_here(cast_: Cast, api: Client, here: Running) -> None:
    other = colleague(cast_.velos, "Sam", Role.HR)
    there = Client(headers={"authorization": f"Bearer {token_of(other, cast_.velos)}"})
    for verb, path in (("patch", ""), ("post", "/cancel"), ("put", "/attendance")):
        assert (
            sent(
                there,
                verb,
                f"/programme-sessions/{here.session.uid}{path}",
                {"seats": []} if path == "/attendance" else {},
            ).status_code
            == 404
        )
    assert sent(there, "patch", f"/programmes/{here.programme.uid}", {"title": "x"}).status_code == 404
    assert sent(there, "post", f"/programmes/{here.programme.uid}/invite", {}).status_code == 404
    assert sent(api, "post", f"/programmes/{here.programme.uid}/invite", {}).status_code == 409  # no words chosen yet
