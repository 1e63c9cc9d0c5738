"""From an event in the ledger to a message that arrived: once per cause, in order of escalation, never lost."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from rempart.directory.actions.action import now_ms, raw_connection, system_action
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Organisation
from rempart.events import notices as events
from rempart.ledger import store
from rempart.notices.actions.change_way import TooMany, Wish, add_way, change_way, pause_way, set_habit, try_way
from rempart.notices.actions.deliver import deliver
from rempart.notices.actions.gather import gather
from rempart.notices.actions.take_notice import close_notice, take_notice
from rempart.notices.core.pauses import PAUSES_S
from rempart.notices.store import ways
from rempart.notices.store.models import Notice, Telling, Way
from rempart.terms.scope import Subject
from rempart.terms.severity import Severity
from tests.cast import Cast, colleague
from tests.record.places import integrate
from tests.record.receivers import Got, http_receiver

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def private(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")


@pytest.fixture
def receiver() -> Iterator[Got]:
    with http_receiver() as got:
        yield got


def silent(organisation: Organisation, peer: str = "p1") -> None:
    with system_action(organisation) as record:
        record.event(events.PEER_SILENT, Subject("peer", peer), {"silent_s": 180})
    settle()


def back(organisation: Organisation, peer: str = "p1") -> None:
    with system_action(organisation) as record:
        record.event(events.PEER_BACK, Subject("peer", peer), {})
    settle()


def settle() -> None:
    integrate()
    while gather():
        pass


def rounds() -> None:
    while deliver():
        pass


def hook(cast: Cast, got: Got, actor: Account | None = None, **more: Any) -> Way:
    wish = Wish(
        "Room", {"url": f"http://127.0.0.1:{got.port}/in"}, more.pop("least", Severity.NOTICE), more.pop("after_min", 0)
    )
    return add_way(actor or cast.alice, cast.lavande, "webhook", wish, for_room=more.pop("for_room", False))


def later(ms: int) -> None:
    """As if that much time had passed for what waits."""
    for telling in Telling.objects.filter(state=Telling.WAITING):
        Telling.objects.filter(pk=telling.pk).update(due_at_ms=telling.due_at_ms - ms)


def arrived(got: Got) -> list[dict[str, Any]]:
    return [json.loads(body) for _, body in got.posts]


def test_an_event_that_shouts_arrives(cast_: Cast, receiver: Got) -> None:
    hook(cast_, receiver)
    silent(cast_.lavande)
    rounds()
    [said] = [one for one in arrived(receiver) if "silent" in one["title"]]
    assert said["severity"] == "critical"
    assert "180" in said["title"]


def test_the_same_trouble_is_told_once_and_counted(cast_: Cast, receiver: Got) -> None:
    hook(cast_, receiver)
    for _ in range(5):
        silent(cast_.lavande)
    silent(cast_.lavande, "p2")
    rounds()
    assert len(receiver.posts) == 2
    mine = Notice.objects.filter(organisation=cast_.lavande)
    assert sorted(mine.values_list("count", flat=True)) == [1, 5]


def test_what_is_over_before_its_turn_is_not_told(cast_: Cast, receiver: Got) -> None:
    hook(cast_, receiver, after_min=30)
    silent(cast_.lavande)
    back(cast_.lavande)
    later(31 * 60_000)
    rounds()
    assert [one["title"] for one in arrived(receiver) if "silent for" in one["title"]] == []
    assert Notice.objects.get(kind=events.PEER_SILENT.name).state == Notice.OVER


def test_a_new_silence_after_the_end_is_a_new_notice(cast_: Cast, receiver: Got) -> None:
    hook(cast_, receiver, least=Severity.CRITICAL)
    silent(cast_.lavande)
    back(cast_.lavande)
    silent(cast_.lavande)
    rounds()
    assert Notice.objects.filter(kind=events.PEER_SILENT.name).count() == 2
    assert len(receiver.posts) == 1, "the first was over before it was told"


def test_the_next_in_line_only_when_nobody_answers(cast_: Cast, receiver: Got) -> None:
    hook(cast_, receiver, least=Severity.CRITICAL)
    hook(cast_, receiver, for_room=True, after_min=15)
    silent(cast_.lavande)
    rounds()
    assert len(receiver.posts) == 1
    take_notice(cast_.alice, Notice.objects.get())
    later(16 * 60_000)
    rounds()
    assert len(receiver.posts) == 1
    silent(cast_.lavande, "p2")
    later(16 * 60_000)
    rounds()
    assert len(receiver.posts) == 3


def test_reminders_until_somebody_takes_it(cast_: Cast, receiver: Got) -> None:
    hook(cast_, receiver, least=Severity.CRITICAL)
    silent(cast_.lavande)
    rounds()
    for expected in (2, 3):
        later(3_600_001)
        rounds()
        assert len(receiver.posts) == expected
    take_notice(cast_.alice, Notice.objects.get())
    later(3_600_001)
    rounds()
    assert len(receiver.posts) == 3


def test_a_receiver_that_fails_is_tried_again_and_nothing_is_lost(cast_: Cast, receiver: Got) -> None:
    hook(cast_, receiver, least=Severity.CRITICAL)
    receiver.answers += [500, 503]
    silent(cast_.lavande)
    rounds()
    assert receiver.posts == []
    for _ in range(2):
        later(400_000)
        rounds()
    assert len(receiver.posts) == 1
    assert Telling.objects.get(tries=3).state == Telling.SENT


def test_a_way_that_stays_broken_is_itself_told_by_the_others(cast_: Cast, receiver: Got) -> None:
    broken = hook(cast_, receiver, least=Severity.CRITICAL)
    change_way(cast_.alice, broken, Wish("Broken", {"url": "http://127.0.0.1:1/"}, Severity.CRITICAL))
    hook(cast_, receiver, for_room=True)
    silent(cast_.lavande)
    for _ in range(len(PAUSES_S) + 1):
        rounds()
        later(4_000_000)
    settle()
    rounds()
    assert any("could not be sent" in one["title"] for one in arrived(receiver))
    assert Telling.objects.filter(way=broken, state=Telling.FAILED).exists()


def test_a_digest_holds_the_day(cast_: Cast, receiver: Got) -> None:
    set_habit(cast_.alice, "Europe/Paris", None, 8 * 60)
    hook(cast_, receiver)
    for peer in ("a", "b", "c"):
        back(cast_.lavande, peer)
    rounds()
    assert receiver.posts == []
    later(25 * 3_600_000)
    rounds()
    [said] = arrived(receiver)
    assert said["text"].count("reports again") == 3


def test_a_digest_that_fails_or_arrives_says_so_once(cast_: Cast, receiver: Got) -> None:
    set_habit(cast_.alice, "Europe/Paris", None, 8 * 60)
    way = hook(cast_, receiver)
    for peer in ("a", "b", "c"):
        back(cast_.lavande, peer)
    receiver.answers += [500] * (len(PAUSES_S) + 1)
    for _ in range(len(PAUSES_S) + 1):
        later(25 * 3_600_000)
        rounds()
    settle()
    assert Telling.objects.filter(way=way, state=Telling.FAILED).count() == 3
    assert Notice.objects.get(kind=events.WAY_FAILED.name).count == 1
    for peer in ("d", "e"):
        back(cast_.lavande, peer)
    later(25 * 3_600_000)
    Telling.objects.exclude(notice__kind=events.PEER_BACK.name).update(state=Telling.DROPPED)
    rounds()
    settle()
    assert Telling.objects.filter(way=way, state=Telling.SENT).count() == 2
    assert len(store.read_after(raw_connection(), cast_.lavande.uid, -1, [events.WAY_WORKS.name], 10)) == 1


def test_a_leaver_is_told_nothing_more(cast_: Cast, receiver: Got) -> None:
    bob = colleague(cast_.lavande, "Benoit", Role.ANALYST)
    hook(cast_, receiver, bob)
    silent(cast_.lavande)
    remove_member(cast_.alice, bob.membership_set.get())
    rounds()
    assert receiver.posts == []
    assert not Way.objects.filter(account=bob).exists()


def test_another_firm_hears_nothing(cast_: Cast, receiver: Got) -> None:
    wish = Wish("Theirs", {"url": f"http://127.0.0.1:{receiver.port}/"}, Severity.NOTICE)
    add_way(cast_.charlie, cast_.velos, "webhook", wish, for_room=True)
    silent(cast_.lavande)
    rounds()
    assert [one for one in arrived(receiver) if "silent" in one["title"]] == []


def test_an_address_inside_is_refused(cast_: Cast, receiver: Got, monkeypatch: pytest.MonkeyPatch) -> None:
    way = hook(cast_, receiver)
    monkeypatch.delenv("REMPART_ALLOW_PRIVATE")
    assert try_way(cast_.alice, way) == "barred"
    assert receiver.posts == []


def test_a_secret_does_not_follow_to_another_address(cast_: Cast, receiver: Got) -> None:
    wish = Wish("x", {"url": "https://a.example/", "secret": "hidden-secret"}, Severity.NOTICE)
    way = add_way(cast_.alice, cast_.lavande, "webhook", wish, for_room=False)
    change_way(cast_.alice, way, Wish("x", {"url": "https://evil.example/"}, Severity.NOTICE))
    way.refresh_from_db()
    assert ways.unseal(way) == {"url": "https://evil.example/"}
    assert b"hidden-secret" not in bytes(way.sealed)


def test_settings_are_sealed_at_rest(cast_: Cast, receiver: Got) -> None:
    way = hook(cast_, receiver)
    assert b"127.0.0.1" not in bytes(Way.objects.get(pk=way.pk).sealed)


def test_paused_ways_are_left_out(cast_: Cast, receiver: Got) -> None:
    way = hook(cast_, receiver)
    pause_way(cast_.alice, way, is_paused=True)
    silent(cast_.lavande)
    rounds()
    assert receiver.posts == []


def test_there_are_not_too_many(cast_: Cast, receiver: Got, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rempart.notices.actions.change_way.WAYS_MAX", 1)
    hook(cast_, receiver)
    with pytest.raises(TooMany):
        hook(cast_, receiver)


def test_closing_and_taking_are_recorded_with_the_time_it_took(cast_: Cast, receiver: Got) -> None:
    silent(cast_.lavande)
    notice = Notice.objects.get()
    Notice.objects.update(first_at_ms=now_ms() - 90_000)
    notice.refresh_from_db()
    take_notice(cast_.alice, notice)
    close_notice(cast_.alice, notice)
    notice.refresh_from_db()
    assert (notice.state, notice.taken_by) == (Notice.OVER, cast_.alice)


def test_what_the_installation_says_reaches_whoever_runs_it(cast_: Cast, receiver: Got) -> None:
    from rempart.events import ledger as own
    from rempart.ledger.entry import Entry

    hook(cast_, receiver)
    said = Entry(own.WITNESS_SILENT.name, "", Subject("witness", "w1"), now_ms(), "system", {"minutes": 15})
    heard = Entry(own.WITNESS_HEARD.name, "", Subject("witness", "w1"), now_ms(), "system", {})
    for entry in (said, heard):
        with transaction.atomic():
            store.append(raw_connection(), [entry])
        settle()
        rounds()
    assert [one["severity"] for one in arrived(receiver)] == ["warning", "notice"]
    assert Notice.objects.get(kind=own.WITNESS_SILENT.name).state == Notice.OVER
