"""The alarm is exercised weekly and heard by a person; the record learns how soon, and judges it."""

from datetime import UTC, datetime

import pytest

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.facts.outage_alarm import OutageAlarm
from rempart.facts.told_in_time import ToldInTime
from rempart.maturity.core.watch_rule import judge_alarm, judge_told
from rempart.notices.actions.gather import gather
from rempart.notices.actions.take_notice import take_notice
from rempart.notices.store.models import Notice
from rempart.terms.evidence import Vantage
from rempart.terms.state import State
from rempart.watch.actions.change_monitor import Wish, add_monitor
from rempart.watch.actions.hear import hear
from rempart.watch.actions.pass_time import tower
from rempart.watch.actions.ring_alarm import next_ring, ring_due, ring_now, rota_of
from rempart.watch.actions.tell_watch import outage_alarm, tell_one, told_in_time, vantage_of
from rempart.watch.store.models import Incident, Probe, Rota, Tower
from tests.cast import Cast
from tests.maturity.integrated import integrate

HOUR = 3_600_000


@pytest.fixture
def site(cast_: Cast) -> Site:
    row = add_site(cast_.alice, cast_.lavande, "https://boutique.example")
    add_monitor(cast_.alice, cast_.lavande, row, "http", Wish("Boutique", 60, {"address": "https://boutique.example/"}))
    return row


def test_it_rings_on_its_day_and_at_its_hour() -> None:
    sunday = round(datetime(2026, 11, 22, 8, 0, tzinfo=UTC).timestamp() * 1_000)
    assert datetime.fromtimestamp(next_ring(sunday, 1, 9) / 1_000, UTC) == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert datetime.fromtimestamp(next_ring(sunday, 6, 9) / 1_000, UTC) == datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert datetime.fromtimestamp(next_ring(sunday, 6, 8) / 1_000, UTC) == datetime(2026, 11, 29, 8, tzinfo=UTC)


def test_it_rings_once_a_week_for_who_is_watched(cast_: Cast, site: Site) -> None:
    assert ring_due() is False
    Rota.objects.update(alarm_due_ms=1)
    assert ring_due() is True
    assert ring_due() is False
    assert Incident.objects.filter(what=Incident.TEST).count() == 1
    assert rota_of(cast_.lavande).alarm_due_ms > now_ms()
    assert not Incident.objects.filter(organisation=cast_.velos).exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_takes_the_notice_in_hand_has_heard_it(cast_: Cast, site: Site) -> None:
    ring_now(cast_.alice, cast_.lavande)
    integrate()
    while gather() or hear():
        pass
    take_notice(cast_.alice, Notice.objects.get(kind="watch.alarm.rung"))
    integrate()
    while hear():
        pass
    test = Incident.objects.get(what=Incident.TEST)
    assert test.told_ms is not None
    assert test.taken_by == cast_.alice
    assert told_in_time(site, now_ms()).heard == 1
    ring_now(cast_.alice, cast_.lavande)  # the next one is told anew, although the last notice was never closed
    integrate()
    while gather():
        pass
    assert Notice.objects.filter(kind="watch.alarm.rung", state=Notice.OPEN).count() == 1


def test_the_record_is_told_every_few_hours_and_after_an_alarm(site: Site) -> None:
    assert tell_one() is True
    assert tell_one() is False
    Rota.objects.update(told_at_ms=0)
    assert tell_one() is True


def test_only_a_probe_elsewhere_makes_it_seen_from_outside(cast_: Cast, site: Site) -> None:
    now = now_ms()
    tower()
    Tower.objects.update(beat_ms=now)
    assert vantage_of(site, now) is Vantage.SAME_HOST
    probe = {"organisation": cast_.lavande, "name": "Lyon", "key": "aa", "seen_ms": now}
    Probe.objects.create(**probe, vantage="lab")
    assert vantage_of(site, now) is Vantage.SAME_HOST
    Probe.objects.create(**probe, vantage="external")
    assert vantage_of(site, now) is Vantage.EXTERNAL
    assert outage_alarm(site, now).outside == 1
    Probe.objects.update(seen_ms=now - HOUR)
    assert (vantage_of(site, now), outage_alarm(site, now).places) == (Vantage.SAME_HOST, 1)
    site.is_private = True
    assert vantage_of(site, now) is Vantage.LAB


WELL = {"monitors": 1, "every_s": 60, "looked_s": 30, "places": 2, "outside": 1, "rung_s": 3_600, "heard_s": 120}


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, State.MET),
        ({"monitors": 0}, State.NOT_MET),
        ({"every_s": 3_600}, State.PARTIAL),
        ({"places": 0}, State.UNKNOWN),
        ({"looked_s": None}, State.UNKNOWN),
        ({"looked_s": 4_000}, State.UNKNOWN),
        ({"rung_s": None, "heard_s": None}, State.PARTIAL),
        ({"rung_s": 9 * 86_400}, State.PARTIAL),
        ({"heard_s": None}, State.PARTIAL),
        ({"heard_s": None, "rung_s": 7_200}, State.NOT_MET),
    ],
)
def test_an_alarm_that_nobody_hears_proves_nothing(changed: dict[str, int | None], state: State) -> None:
    assert judge_alarm(OutageAlarm(**{**WELL, **changed})).state is state  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rung", "heard", "waiting", "slowest", "state"),
    [
        (0, 0, 0, None, State.UNKNOWN),
        (1, 0, 1, None, State.UNKNOWN),
        (3, 3, 0, 600, State.MET),
        (3, 2, 1, 600, State.MET),
        (3, 2, 0, 600, State.PARTIAL),
        (3, 3, 0, 9_000, State.PARTIAL),
        (3, 0, 0, None, State.NOT_MET),
    ],
)
def test_told_in_time_is_what_was_heard_by_people(
    rung: int, heard: int, waiting: int, slowest: int | None, state: State
) -> None:
    fact = ToldInTime(span_days=90, rung=rung, heard=heard, waiting=waiting, slowest_s=slowest, median_s=slowest)
    assert judge_told(fact).state is state
