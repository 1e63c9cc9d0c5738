"""Service accounts and credentials that need care, over the API; no secret goes in or out."""

import datetime as dt

import pytest

from rempart.access.actions import service_accounts as actions
from rempart.access.actions.look_at_credentials import look_at_credentials
from rempart.access.store.service_accounts import ServiceAccount
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission
from rempart.directory.store.tokens import ApiToken
from tests.access.record import kinds
from tests.cast import Cast
from tests.program import program

pytestmark = pytest.mark.django_db
LIST = "/service-accounts"
TODAY = dt.datetime.now(dt.UTC).date()
DUMP = {"purpose": "nightly dump", "place": "db1", "answerable_text": "the host"}


def test_from_added_to_renewed_to_removed(cast_: Cast) -> None:
    call = program(cast_.alice, cast_.lavande)
    made = call("post", LIST, DUMP, **{"Idempotency-Key": "k"})
    assert made.status_code == 201, made.content
    assert call("post", LIST, DUMP, **{"Idempotency-Key": "k"}).json() == made.json()
    one = f"{LIST}/{made.json()['uid']}"
    assert (made.json()["care"], made.json()["every_days"]) == ("never_changed", 365)
    said = {"purpose": "weekly", "place": "db2", "answerable": cast_.bob.uid, "changed_on": "2020-01-01"}
    changed = call("put", one, said).json()
    assert (changed["care"], changed["answerable"], changed["answerable_text"]) == ("overdue", cast_.bob.uid, "")
    assert call("post", f"{one}/renewed").json()["changed_on"] == TODAY.isoformat()
    assert call("get", one).json()["care"] is None
    assert [row["purpose"] for row in call("get", LIST).json()["items"]] == ["weekly"]
    assert call("delete", one).status_code == 204
    assert call("get", one).status_code == 404
    written = [kind.rsplit(".", 1)[1] for kind in kinds(cast_.lavande) if "service_account" in kind]
    assert written == ["saved", "saved", "renewed", "removed"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": " "},
        {"place": ""},
        {"answerable_text": " "},
        {"answerable": "nobody"},
        {"changed_on": (TODAY + dt.timedelta(days=1)).isoformat()},
        {"changed_on": "yesterday"},
        {"every_days": 0},
        {"every_days": 10_000},
        {"secret": "hunter2"},
    ],
)
def test_what_cannot_be_is_refused(cast_: Cast, wrong: dict[str, object]) -> None:
    call = program(cast_.alice, cast_.lavande)
    assert call("post", LIST, {**DUMP, **wrong}).status_code == 422
    assert not ServiceAccount.objects.exists()
    uid = call("post", LIST, DUMP).json()["uid"]
    assert call("put", f"{LIST}/{uid}", {**DUMP, **wrong}).status_code == 422
    assert ServiceAccount.objects.get().purpose == DUMP["purpose"]


def test_a_stranger_answers_for_nothing(cast_: Cast) -> None:
    call = program(cast_.alice, cast_.lavande)
    answer = call("post", LIST, {**DUMP, "answerable": cast_.charlie.uid})
    assert answer.status_code == 422
    assert b"charlie" not in answer.content


def test_the_list_has_an_end(cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "ACCOUNTS_MAX", 1)
    call = program(cast_.alice, cast_.lavande)
    assert [call("post", LIST, DUMP).status_code for _ in range(2)] == [201, 409]


def test_it_takes_the_right(cast_: Cast) -> None:
    uid = program(cast_.alice, cast_.lavande)("post", LIST, DUMP).json()["uid"]
    stranger, reader = program(cast_.charlie, cast_.velos), program(cast_.alice, cast_.lavande, [Permission.READ])
    for call, status in ((stranger, 404), (reader, 403)):
        assert call("get", f"{LIST}/{uid}").status_code == status
        assert call("put", f"{LIST}/{uid}", DUMP).status_code == status
        assert call("post", f"{LIST}/{uid}/renewed").status_code == status
        assert call("delete", f"{LIST}/{uid}").status_code == status
    assert stranger("get", LIST).json()["items"] == []
    assert reader("get", "/credentials").status_code == 403


def test_credentials_that_need_care_are_named(cast_: Cast) -> None:
    call = program(cast_.alice, cast_.lavande)
    idle = make_token(cast_.alice, cast_.lavande, "CI", [Permission.READ], 365).token
    ApiToken.objects.filter(pk=idle.pk).update(created_at=dt.datetime.now(dt.UTC) - dt.timedelta(days=100))
    look_at_credentials(cast_.lavande)
    (found,) = call("get", "/credentials").json()["items"]
    assert (found["kind"], found["held"], found["care"]) == ("api_token", idle.uid, "unused")
    assert program(cast_.charlie, cast_.velos)("get", "/credentials").json()["items"] == []
