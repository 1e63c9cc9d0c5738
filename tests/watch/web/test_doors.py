"""The doors without a session: heartbeats by token, probes by code and signature. Strangers learn nothing."""

import json

import msgspec
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.watch.actions.change_monitor import Wish, add_monitor, new_beat_address
from rempart.watch.actions.probes import invite_probe, remove_probe, vantage_of
from rempart.watch.core import probe_wire
from rempart.watch.core.code import digest_of, new_code
from rempart.watch.core.outcome import Outcome
from rempart.watch.core.probe_wire import Report, Sent
from rempart.watch.store.models import Bin, Monitor, Probe
from tests.cast import Cast

pytestmark = pytest.mark.django_db


class Far:
    """A probe in the tests: its key, and what it sends."""

    def __init__(self, client: Client, code: str) -> None:
        self.client, self.key, self.number = client, Ed25519PrivateKey.generate(), now_ms()
        raw = self.key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        sent = json.dumps({"code": code, "key": raw.hex()})
        self.enrolled = client.post("/probe/enrol", sent, content_type="application/json")
        self.uid = self.enrolled.json().get("probe", "")

    def send(self, sent: Sent, **changed: object) -> tuple[int, dict[str, object]]:
        body = msgspec.json.encode(sent)
        self.number += 1
        number = changed.get("number", self.number)
        assert isinstance(number, int)
        headers = {
            probe_wire.ID_HEADER: str(changed.get("uid", self.uid)),
            probe_wire.NUMBER_HEADER: str(number),
            probe_wire.SIGNATURE_HEADER: probe_wire.sign(self.key, self.uid, number, body),
        }
        said = changed.get("body", body)
        answer = self.client.post("/probe/exchange", said, content_type="application/json", headers=headers)
        return answer.status_code, answer.json()


@pytest.fixture
def row(cast_: Cast) -> Monitor:
    site = add_site(cast_.alice, cast_.lavande, "https://boutique.example")
    wish = Wish("Boutique", 60, {"address": "https://boutique.example/"})
    return add_monitor(cast_.alice, cast_.lavande, site, "http", wish)


@pytest.fixture
def far(cast_: Cast, client: Client) -> Far:
    _probe, code = invite_probe(cast_.alice, cast_.lavande, "Lyon")
    return Far(client, code.lower().replace("-", " "))


def test_a_probe_is_enrolled_hears_what_is_wanted_and_is_heard(far: Far, row: Monitor, cast_: Cast) -> None:
    status, told = far.send(Sent())
    assert status == 200
    assert [one["uid"] for one in told["monitors"]] == [row.uid]  # type: ignore[attr-defined]
    look = Report(row.uid, Outcome.OK, 1_500, 80)
    status, again = far.send(Sent((look,), str(told["version"])))
    assert (status, again["monitors"]) == (200, None)
    row.refresh_from_db()
    assert row.state == "up"
    assert Bin.objects.get(monitor=row, place=far.uid).ok == 1
    assert Probe.objects.get(uid=far.uid).vantage == "lab"  # it calls from this machine


def test_a_code_works_once_and_only_while_it_is_young(far: Far, client: Client, cast_: Cast) -> None:
    assert far.enrolled.status_code == 200
    _probe, code = invite_probe(cast_.alice, cast_.lavande, "Osaka")
    assert Far(client, code).enrolled.status_code == 200
    assert Far(client, code).enrolled.status_code == 403
    _probe, late = invite_probe(cast_.alice, cast_.lavande, "Late")
    Probe.objects.filter(code_digest=digest_of(late)).update(code_until_ms=1)
    for wrong in (late, new_code(), "", "0" * 15, "x" * 500):
        assert Far(client, wrong).enrolled.status_code == 403


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"code": 5, "key": "x"}', b"[" * 900, b"\xff"])
def test_nonsense_at_enrolment_is_refused(client: Client, body: bytes) -> None:
    assert client.post("/probe/enrol", body, content_type="application/json").status_code in (400, 403)


def test_a_replay_a_strangers_key_and_altered_bytes_are_refused_alike(far: Far, row: Monitor, cast_: Cast) -> None:
    look = Sent((Report(row.uid, Outcome.BAD, 0),))
    assert far.send(look)[0] == 200
    refusals = [
        far.send(look, number=far.number),
        far.send(look, number=0),
        far.send(look, number=2**70),
        far.send(look, uid="nobody"),
        far.send(look, body=msgspec.json.encode(Sent())),
    ]
    assert {answer for status, answer in [(s, json.dumps(a)) for s, a in refusals]} == {'{"error": "refused"}'}
    assert {status for status, _ in refusals} == {403}
    assert Bin.objects.get(monitor=row, place=far.uid).bad == 1
    remove_probe(cast_.alice, Probe.objects.get(uid=far.uid))
    assert far.send(look)[0] == 403


def test_a_probe_speaks_for_its_own_house_alone(far: Far, cast_: Cast) -> None:
    site = add_site(cast_.charlie, cast_.velos, "https://velos.example")
    wish = Wish("Velos", 60, {"address": "https://velos.example/"})
    other = add_monitor(cast_.charlie, cast_.velos, site, "http", wish)
    status, told = far.send(Sent((Report(other.uid, Outcome.BAD, 0),)))
    assert (status, told["monitors"]) == (200, [])
    other.refresh_from_db()
    assert other.state == "unknown"


def test_what_a_probe_says_is_bounded(far: Far, row: Monitor) -> None:
    strange = Report(row.uid, Outcome.BAD, 10, 10**12, "<script>", "x" * 5_000)
    old, early = Report(row.uid, Outcome.BAD, 10**9), Report(row.uid, Outcome.BAD, -5_000)
    assert far.send(Sent((strange, old, early)))[0] == 200
    row.refresh_from_db()
    assert (row.last_reason, len(row.last_detail)) == ("unexpected", 200)
    assert Bin.objects.get(monitor=row, place=far.uid).bad == 1
    huge = b"{" + b" " * (probe_wire.BODY_MAX + 1) + b"}"
    assert far.send(Sent(), body=huge)[0] == 413


def test_where_a_probe_stands_is_seen_by_us_and_not_said_by_it() -> None:
    assert vantage_of("203.0.113.7") in ("same_network", "external")  # documentation addresses are not global
    assert vantage_of("8.8.8.8") == "external"
    assert vantage_of("10.1.2.3") == "same_network"
    assert {vantage_of(one) for one in ("127.0.0.1", "::1", "", "nonsense")} == {"lab"}


def test_a_heartbeat_is_taken_by_its_token_alone(cast_: Cast, client: Client) -> None:
    row = add_monitor(cast_.alice, cast_.lavande, None, "heartbeat", Wish("Nightly", 3_600, {"grace_s": "60"}))
    token = new_beat_address(cast_.alice, row)
    assert client.get(f"/heartbeat/{token}").status_code == 200
    assert client.post(f"/heartbeat/{token}", b"x" * 100_000, content_type="text/plain").status_code == 200
    row.refresh_from_db()
    assert row.state == "up"
    for path in (f"{token}x", token[:-1], "x", f"{token}/other", "y" * 500):
        assert client.get(f"/heartbeat/{path}").status_code == 404
    assert client.get(f"/heartbeat/{token}/fail").status_code == 200
    row.refresh_from_db()
    assert row.state == "down"
    assert token not in str(Monitor.objects.values().get(pk=row.pk))  # only its digest is kept
