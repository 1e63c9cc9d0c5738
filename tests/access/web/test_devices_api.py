"""Devices over the API: one's own always, others' with the right to manage them, certificates never."""

import pytest

from rempart.access.actions.register_device import DEVICES_MAX, certify_with_key, register_device
from rempart.access.actions.revoke_device import revoke_device
from rempart.access.actions.trust_device import set_device_rule
from rempart.access.core.device_trust import Trust
from rempart.access.store.devices import Device, DeviceCertificate
from rempart.directory.core.roles import Permission, Role
from tests.access.record import kinds
from tests.cast import Cast
from tests.console.doors import token_of
from tests.program import EVERYTHING, Program, program

pytestmark = pytest.mark.django_db
LAPTOP = {"name": " laptop ", "kind": "computer"}


def test_from_registered_to_trusted_to_revoked(cast_: Cast) -> None:
    call = program(cast_.alice, cast_.lavande)
    made = call("post", "/devices", LAPTOP, **{"Idempotency-Key": "k"})
    assert made.status_code == 201, made.content
    assert call("post", "/devices", LAPTOP, **{"Idempotency-Key": "k"}).json() == made.json()
    uid = made.json()["uid"]
    assert (made.json()["name"], made.json()["trust"], made.json()["account"]) == ("laptop", "unknown", cast_.alice.uid)
    certify_with_key(cast_.alice, Device.objects.get())
    assert call("get", f"/devices/{uid}").json()["certified_until"]
    assert call("put", f"/devices/{uid}/trust", {"trust": "managed"}).json()["trust"] == "managed"
    assert [row["trust"] for row in call("get", "/devices").json()["items"]] == ["managed"]
    assert call("delete", f"/devices/{uid}").status_code == 204
    assert not DeviceCertificate.objects.filter(revoked_ms=None).exists()
    for method, path, body in (
        ("get", "", None),
        ("put", "/trust", {"trust": "known"}),
        ("delete", "", None),
    ):
        assert call(method, f"/devices/{uid}{path}", body).status_code == 404
    written = [kind.rsplit(".", 1)[1] for kind in kinds(cast_.lavande) if ".device." in kind]
    assert written == ["registered", "certified", "trusted", "revoked"]


def test_others_devices_are_for_whoever_manages_them(cast_: Cast) -> None:
    mine = register_device(cast_.alice, cast_.lavande, "of Alice", "phone")
    theirs = register_device(cast_.bob, cast_.lavande, "of Bob", "phone")
    bob, stranger = Program(token_of(cast_.bob, cast_.lavande)), program(cast_.charlie, cast_.velos)
    less = program(cast_.alice, cast_.lavande, set(EVERYTHING) - {Permission.MANAGE_DEVICES})
    for call, own in ((bob, theirs), (less, mine)):
        assert [row["uid"] for row in call("get", "/devices").json()["items"]] == [own.uid]
    for call, other in ((bob, mine), (less, theirs), (stranger, mine)):
        assert call("get", f"/devices/{other.uid}").status_code == 404
        assert call("delete", f"/devices/{other.uid}").status_code == 404
    for call in (bob, less):
        assert call("put", f"/devices/{mine.uid}/trust", {"trust": "known"}).status_code == 403
        assert call("get", "/device-rule").status_code == 403
    assert stranger("put", f"/devices/{mine.uid}/trust", {"trust": "known"}).status_code == 404
    owner = program(cast_.alice, cast_.lavande)
    assert {row["uid"] for row in owner("get", "/devices").json()["items"]} == {mine.uid, theirs.uid}
    assert owner("delete", f"/devices/{theirs.uid}").status_code == 204
    assert Device.objects.get(pk=mine.pk).revoked_ms is None


def test_what_cannot_be_is_refused(cast_: Cast) -> None:
    call = program(cast_.alice, cast_.lavande)
    for wrong in ({**LAPTOP, "name": " "}, {**LAPTOP, "kind": "fridge"}, {**LAPTOP, "trust": "managed"}):
        assert call("post", "/devices", wrong).status_code == 422
    for number in range(DEVICES_MAX):
        last = register_device(cast_.alice, cast_.lavande, f"d{number}", "other")
    assert call("post", "/devices", LAPTOP).status_code == 409
    revoke_device(cast_.alice, last)
    assert call("post", "/devices", LAPTOP).status_code == 201


def test_the_rule_is_read_and_only_a_person_changes_it(cast_: Cast) -> None:
    call = program(cast_.alice, cast_.lavande)
    assert call("get", "/device-rule").json() == {"least": "unknown", "roles": []}
    set_device_rule(cast_.alice, cast_.lavande, Trust.KNOWN, [Role.OWNER], shown=Trust.MANAGED)
    assert call("get", "/device-rule").json() == {"least": "known", "roles": ["owner"]}
    assert call("put", "/device-rule", {"least": "unknown", "roles": []}).status_code == 405
