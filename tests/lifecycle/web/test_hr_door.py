"""The personnel system's door: signed, fresh, once; leavers at their moment; secrets that are exchanged."""

import json
import time
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from rempart.directory.actions.add_people import add_people
from rempart.directory.core.people_table import NewPerson
from rempart.directory.store.models import Membership, Organisation, Person
from rempart.lifecycle.actions.due_changes import one_due_change
from rempart.lifecycle.actions.hr_secrets import make_secret
from rempart.lifecycle.actions.standing import standing_of
from rempart.lifecycle.core.hr_event import MAX_BYTES, sign
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store.models import HrSource, Transition
from tests.cast import Cast


def send(
    organisation: Organisation, secret: str, *, at_s: int | None = None, signature: str = "", **message: Any
) -> HttpResponse:
    """One message as a personnel system sends it."""
    whole = {"id": "e1", "type": "leaver", "occurred_at": "2026-01-05T09:00:00+01:00", **message}
    body, stamp = json.dumps(whole).encode(), str(int(time.time()) if at_s is None else at_s)
    signed = signature or f"v1={sign(secret.encode(), stamp, body)}"
    headers = {"X-Rempart-Timestamp": stamp, "X-Rempart-Signature": signed}
    return Client().post(f"/hr/{organisation.uid}", body, content_type="application/json", headers=headers)


@pytest.fixture
def bob(cast_: Cast) -> Person:
    """Bob the auditor as a person with a staff number."""
    return add_people(cast_.alice, cast_.lavande, [NewPerson("Bob", "bob@audit.example", "77")])[0]


def test_a_leaver_loses_everything_and_the_time_is_measured(cast_: Cast, bob: Person) -> None:
    """From the moment that the message names."""
    secret = make_secret(cast_.alice, cast_.lavande, may_urge=False)
    answer = send(cast_.lavande, secret, person={"staff_number": "77"})
    assert (answer.status_code, answer.json()) == (200, {"outcome": "done"})
    assert not Membership.objects.filter(account=cast_.bob).exists()
    row = Transition.objects.get()
    assert row.hr_at_ms == 1_767_600_000_000
    assert row.closed_at_ms is not None


def test_the_same_message_is_taken_once(cast_: Cast, bob: Person) -> None:
    """Sent again, or replayed within the window by whoever heard it."""
    secret = make_secret(cast_.alice, cast_.lavande, may_urge=False)
    assert send(cast_.lavande, secret, person={"staff_number": "77"}).json()["outcome"] == "done"
    assert send(cast_.lavande, secret, person={"staff_number": "77"}).json()["outcome"] == "repeated"
    assert Transition.objects.count() == 1


def test_only_signed_and_fresh(cast_: Cast, bob: Person) -> None:
    """No secret, a wrong one, another organisation's, an old one: the same answer, and nothing happens."""
    secret = make_secret(cast_.alice, cast_.lavande, may_urge=False)
    theirs = make_secret(cast_.charlie, cast_.velos, may_urge=False)
    person = {"staff_number": "77"}
    answers = [
        send(cast_.lavande, "wrong", person=person),
        send(cast_.lavande, theirs, person=person),
        send(cast_.lavande, secret, person=person, at_s=int(time.time()) - 301),
        send(cast_.lavande, secret, person=person, signature="v1="),
        send(cast_.lavande, secret, person=person, signature="é"),
        Client().post("/hr/nowhere", b"{}", content_type="application/json"),
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert Membership.objects.filter(account=cast_.bob).exists()
    assert send(cast_.lavande, secret, person={"email": "x" * MAX_BYTES}).status_code == 413


def test_two_secrets_while_they_are_exchanged(cast_: Cast, bob: Person) -> None:
    """The former one opens for two days more."""
    old = make_secret(cast_.alice, cast_.lavande, may_urge=False)
    new = make_secret(cast_.alice, cast_.lavande, may_urge=False)
    assert send(cast_.lavande, old, type="test", id="t1").json()["outcome"] == "test"
    assert send(cast_.lavande, new, type="test", id="t2").json()["outcome"] == "test"
    HrSource.objects.update(former_until_ms=1)
    assert send(cast_.lavande, old, type="test", id="t3").status_code == 401


def test_a_last_day_in_the_future_is_kept_and_carried_out_then(cast_: Cast, bob: Person) -> None:
    """Planned first; at its moment the duty does it."""
    secret = make_secret(cast_.alice, cast_.lavande, may_urge=False)
    answer = send(cast_.lavande, secret, person={"staff_number": "77"}, last_day="2199-12-31")
    assert (answer.status_code, answer.json()["outcome"]) == (202, "planned")
    assert not one_due_change()
    assert Membership.objects.filter(account=cast_.bob).exists()
    Transition.objects.update(due_at_ms=int(time.time() * 1_000) - 5)
    assert one_due_change()
    assert not Membership.objects.filter(account=cast_.bob).exists()
    assert Transition.objects.get().stage == Stage.APPLIED


def test_a_joiner_begins_on_the_first_day(cast_: Cast) -> None:
    """Known now, here later; a mover then loses the old team at once."""
    secret = make_secret(cast_.alice, cast_.lavande, may_urge=False)
    person = {"staff_number": "90", "email": "eve@lavande.example", "name": "Eve"}
    said = send(cast_.lavande, secret, type="joiner", person=person, teams=["Shop"], first_day="2199-01-01")
    assert said.json()["outcome"] == "planned"
    eve = Person.objects.get(staff_number="90")
    assert not standing_of(eve).is_present
    Transition.objects.update(due_at_ms=1)
    assert one_due_change()
    assert standing_of(eve).is_present
    moved = send(cast_.lavande, secret, id="e2", type="mover", person={"staff_number": "90"}, teams=["Vault"])
    assert moved.json()["outcome"] == "done"
    assert [team.name for team in eve.teams.all()] == ["Vault"]


def test_urgent_only_where_the_secret_may(cast_: Cast, bob: Person) -> None:
    """Or whoever holds it could pass the brakes."""
    secret = make_secret(cast_.alice, cast_.lavande, may_urge=False)
    send(cast_.lavande, secret, person={"staff_number": "77"}, urgent=True)
    assert not Transition.objects.get().is_urgent


def test_somebody_unknown_may_be_sent_again(cast_: Cast) -> None:
    """404, and the id is not used up."""
    secret = make_secret(cast_.alice, cast_.lavande, may_urge=False)
    for _ in range(2):
        assert send(cast_.lavande, secret, person={"staff_number": "0"}).status_code == 404
