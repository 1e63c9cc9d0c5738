"""Outlets against real receivers: in order, at least once, across failures, kills and a slow neighbour."""

import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping

import pytest
from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import now_ms, raw_connection
from rempart.directory.actions.add_site import add_site
from rempart.ledger import store
from rempart.record.actions import deliver as module
from rempart.record.actions import serve as serving
from rempart.record.actions.change_outlet import (
    Wish,
    add_outlet,
    change_outlet,
    pause_outlet,
    resume_outlet,
    rotate_secret,
    try_outlet,
)
from rempart.record.actions.deliver import deliver
from rempart.record.core import pauses, signature
from rempart.record.store import outlets
from rempart.record.store.models import Delivery, Outlet
from rempart.terms.severity import Severity
from tests.cast import Cast
from tests.record.places import integrate
from tests.record.receivers import CA_PEM, Got, http_receiver, syslog_tcp

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def private(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")


@pytest.fixture
def receiver() -> Iterator[Got]:
    with http_receiver() as got:
        yield got


def made(cast: Cast, unit: str, settings: Mapping[str, str], **more: object) -> Outlet:
    outlet, _ = add_outlet(cast.alice, cast.lavande, unit, Wish("Centre", settings, **more), from_start=True)  # type: ignore[arg-type]
    integrate()
    return outlet


def hook(cast: Cast, got: Got, **more: object) -> Outlet:
    return made(cast, "webhook", {"url": f"http://127.0.0.1:{got.port}/in"}, **more)


def turns(outlet: Outlet) -> None:
    while deliver(outlet.pk):
        pass


def again(outlet: Outlet) -> None:
    """As if the pause were over."""
    Outlet.objects.filter(pk=outlet.pk).update(next_at_ms=0)
    turns(outlet)


def size(cast: Cast) -> int:
    head = store.head(raw_connection(), cast.lavande.uid)
    assert head is not None
    return head.size


def indexes(got: Got) -> list[int]:
    return [json.loads(body)["data"]["index"] for _, body in got.posts]


@pytest.mark.parametrize("transport", ["tcp", "tls"])
def test_syslog_arrives_whole_and_in_order(cast_: Cast, transport: str) -> None:
    with syslog_tcp(tls=transport == "tls") as got:
        where = {"transport": transport, "host": "localhost", "port": str(got.port), "ca": CA_PEM}
        outlet = made(cast_, "syslog", where)
        turns(outlet)
    numbers = [int(line.split(b'index="')[1].split(b'"')[0]) for line in got.lines]
    assert numbers == list(range(size(cast_)))


def test_an_unknown_certificate_is_not_talked_to(cast_: Cast) -> None:
    with syslog_tcp(tls=True) as got:
        outlet = made(cast_, "cef", {"transport": "tls", "host": "localhost", "port": str(got.port)})
        turns(outlet)
    assert Delivery.objects.get().code == "tls"
    assert got.lines == []


def test_a_syslog_receiver_that_resets_gets_everything_later(cast_: Cast) -> None:
    with syslog_tcp() as got:
        got.is_down = True
        outlet = made(cast_, "syslog", {"transport": "tcp", "host": "127.0.0.1", "port": str(got.port)})
        turns(outlet)
        outlet.refresh_from_db()
        assert outlet.idx == -1
        got.is_down = False
        again(outlet)
    assert len(got.lines) == size(cast_)


def test_udp_is_one_datagram_a_line(cast_: Cast) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bound:
        bound.bind(("127.0.0.1", 0))
        bound.settimeout(5)
        turns(made(cast_, "cef", {"transport": "udp", "host": "127.0.0.1", "port": str(bound.getsockname()[1])}))
        assert b" - CEF:0|Rempart|Rempart|" in bound.recv(65_536)


def test_a_receiver_that_fails_and_comes_back_gets_all_in_order(cast_: Cast, receiver: Got) -> None:
    outlet = hook(cast_, receiver)
    receiver.answers = [204, 204, 503]
    turns(outlet)
    assert indexes(receiver) == [0, 1]
    outlet.refresh_from_db()
    assert (outlet.idx, outlet.tries) == (1, 1)
    assert 0 < outlet.next_at_ms - now_ms() <= pauses.PAUSES_S[0] * 1000
    assert not deliver(outlet.pk)  # not before its time
    again(outlet)
    assert indexes(receiver) == list(range(size(cast_)))


def test_each_message_is_signed_and_carries_its_id(cast_: Cast, receiver: Got) -> None:
    outlet = hook(cast_, receiver)
    turns(outlet)
    secret = outlets.unseal(outlet).secret
    for number, (headers, body) in enumerate(receiver.posts):
        stamp = int(headers["webhook-timestamp"])
        assert headers["webhook-id"] == f"{cast_.lavande.uid}-{number}"
        assert headers["webhook-signature"] == signature.sign(secret, headers["webhook-id"], stamp, body)
        assert abs(stamp - time.time()) < signature.WINDOW_S


def test_a_kill_between_arrival_and_cursor_repeats_and_loses_nothing(
    cast_: Cast, receiver: Got, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlet = hook(cast_, receiver)

    def killed(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "_settle", killed)
        with pytest.raises(KeyboardInterrupt):
            deliver(outlet.pk)
    once = indexes(receiver)
    assert not deliver(outlet.pk)  # the lease of the dead one still holds
    Outlet.objects.filter(pk=outlet.pk).update(lease_until_ms=now_ms() - 1)
    turns(outlet)
    assert indexes(receiver) == once + once
    ids = [headers["webhook-id"] for headers, _ in receiver.posts]
    assert len(set(ids)) == len(once)


def test_a_turn_that_lost_its_lease_moves_nothing(cast_: Cast, receiver: Got) -> None:
    outlet = hook(cast_, receiver)
    taken = module._claim(outlet.pk)
    assert taken is not None
    Outlet.objects.filter(pk=outlet.pk).update(lease="another", idx=7)
    module._release(taken, idx=3)
    outlet.refresh_from_db()
    assert outlet.idx == 7


def test_pauses_grow_and_after_a_day_it_is_said_once(cast_: Cast, receiver: Got) -> None:
    outlet = hook(cast_, receiver)
    receiver.answers = [500] * 5
    waits = []
    for _ in range(3):
        again(outlet)
        outlet.refresh_from_db()
        waits.append(round((outlet.next_at_ms - now_ms()) / 1000))
    assert waits == list(pauses.PAUSES_S[:3])
    Outlet.objects.filter(pk=outlet.pk).update(failing_since_ms=now_ms() - pauses.SHOUT_AFTER_S * 1000)
    again(outlet)
    again(outlet)
    integrate()
    stalled = store.read_after(raw_connection(), cast_.lavande.uid, kinds=["record.outlet.stalled"])
    assert [entry.entry.body["code"] for entry in stalled] == ["status_500"]
    again(outlet)
    integrate()
    assert store.read_after(raw_connection(), cast_.lavande.uid, kinds=["record.outlet.recovered"])


def test_only_what_is_loud_enough_and_of_the_areas_chosen(cast_: Cast, receiver: Got) -> None:
    outlet = hook(cast_, receiver, areas=["record"], least_severity=Severity.NOTICE)
    turns(outlet)
    assert [json.loads(body)["type"] for _, body in receiver.posts] == ["record.outlet.added"]
    outlet.refresh_from_db()
    assert outlet.idx == size(cast_) - 1
    assert outlet.pk not in serving.due()


def test_another_organisation_s_log_never_leaves_through_ours(cast_: Cast, receiver: Got) -> None:
    outlet = hook(cast_, receiver)
    add_site(cast_.charlie, cast_.velos, "https://velos.example")
    integrate()
    turns(outlet)
    assert {json.loads(body)["data"]["log"] for _, body in receiver.posts} == {cast_.lavande.uid}


def test_an_inside_address_is_refused_unless_the_operator_allows_it(
    cast_: Cast, receiver: Got, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REMPART_ALLOW_PRIVATE")
    outlet = hook(cast_, receiver)
    turns(outlet)
    assert receiver.posts == []
    assert Delivery.objects.get().code == "barred"


def test_a_pause_loses_nothing(cast_: Cast, receiver: Got) -> None:
    outlet = hook(cast_, receiver)
    pause_outlet(cast_.alice, outlet)
    integrate()
    assert not deliver(outlet.pk)
    resume_outlet(cast_.alice, outlet)
    integrate()
    turns(outlet)
    assert indexes(receiver) == list(range(size(cast_)))


def test_a_test_message_is_known_as_one_and_moves_nothing(cast_: Cast, receiver: Got) -> None:
    outlet = hook(cast_, receiver)
    assert try_outlet(cast_.alice, outlet).code == ""
    (headers, body), outlet_before = receiver.posts[0], outlet.idx
    assert headers["webhook-id"].startswith("test-")
    assert json.loads(body)["data"]["body"] == {"test": True}
    outlet.refresh_from_db()
    assert outlet.idx == outlet_before
    assert Delivery.objects.get().is_test


def test_who_may_not_manage_outlets_sends_nothing(cast_: Cast, receiver: Got) -> None:
    outlet = hook(cast_, receiver)
    for stranger in (cast_.bob, cast_.charlie):
        with pytest.raises(PermissionDenied):
            try_outlet(stranger, outlet)
        with pytest.raises(PermissionDenied):
            rotate_secret(stranger, outlet)
    assert receiver.posts == []


def test_a_kept_authorization_never_follows_to_another_address(cast_: Cast, receiver: Got) -> None:
    url = f"http://127.0.0.1:{receiver.port}/in"
    outlet = made(cast_, "ocsf", {"url": url, "authorization": "Splunk 123"})
    change_outlet(cast_.alice, outlet, Wish("x", {"url": url, "authorization": ""}))
    outlet.refresh_from_db()
    assert outlets.unseal(outlet).settings["authorization"] == "Splunk 123"
    change_outlet(cast_.alice, outlet, Wish("x", {"url": "https://evil.example/", "authorization": ""}))
    outlet.refresh_from_db()
    assert not outlets.unseal(outlet).settings.get("authorization")


def test_secrets_are_sealed_at_rest(cast_: Cast, receiver: Got) -> None:
    outlet = made(cast_, "ocsf", {"url": "https://in.example/", "authorization": "Splunk 123"})
    held = outlets.unseal(outlet)
    assert b"Splunk" not in bytes(outlet.sealed)
    assert held.secret.encode() not in bytes(outlet.sealed)


def test_old_deliveries_go(cast_: Cast, receiver: Got, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 3)
    outlet = hook(cast_, receiver)
    for _ in range(6):
        try_outlet(cast_.alice, outlet)
    assert Delivery.objects.filter(outlet=outlet).count() == 3


@pytest.mark.slow
def test_a_slow_receiver_delays_no_other(cast_: Cast, receiver: Got) -> None:
    """Both are started by one round of the duty; the slow one is still at its first message when the other is done."""
    receiver.is_slow = True
    hook(cast_, receiver)
    with http_receiver() as fast:
        hook(cast_, fast)
        serving.serve()
        assert receiver.entered.wait(60)
        ends = time.monotonic() + 60
        while len(fast.posts) < size(cast_) and time.monotonic() < ends:
            threading.Event().wait(0.02)
            serving.serve()
        assert indexes(fast) == list(range(size(cast_)))
        assert receiver.posts == []
    receiver.is_slow = False
    receiver.hold.set()
    for thread in list(serving._under_way.values()):
        thread.join(30)
    serving._under_way.clear()
