"""A clock that ran ten days ahead and was put right again: nothing waits until the ten days are over."""

import time
from collections.abc import Callable

import pytest
from django.db import connection

from rempart.access.store.models import Letter
from rempart.access.store.service_accounts import CredentialLook
from rempart.daemon.schedule import start_due
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.ledger.timestamp import stamps
from rempart.lifecycle.store.models import House
from rempart.maturity.actions.judge_site import judge_site
from rempart.maturity.store.models import LevelRow
from rempart.notices.actions.watch_peers import add_peer, miss
from rempart.notices.store.models import Peer, Pulse
from rempart.record.store.models import Outlet
from rempart.scanner.actions.set_schedule import MAX_HOURS, set_schedule
from rempart.scanner.actions.take_run import take_run
from rempart.scanner.store.models import Run, Schedule
from rempart.upkeep import clock_back
from rempart.upkeep.duties import watch_clock
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY_MS = 86_400_000
TEN_DAYS_MS = 10 * DAY_MS


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets the clock so much ahead of the true one."""
    real = time.time_ns
    monkeypatch.setattr(watch_clock, "_quiet_until_s", float("-inf"))
    return lambda ahead_ms: monkeypatch.setattr(time, "time_ns", lambda: real() + ahead_ms * 1_000_000)


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")


def told() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM ledger_entry WHERE kind = 'upkeep.clock.set_back'")
        return [str(kind) for (kind,) in cursor.fetchall()]


@pytest.mark.parametrize("every_hours", [1, 12, MAX_HOURS])
def test_a_site_is_measured_again_within_its_interval(
    site: Site, cast_: Cast, at: Callable[[int], None], every_hours: int
) -> None:
    set_schedule(cast_.alice, site, every_hours=every_hours)
    at(TEN_DAYS_MS)
    assert start_due()
    assert Run.objects.count() == 1
    Run.objects.update(state=Run.DONE)
    at(0)
    watch_clock.run()
    at(every_hours * 3_600_000)
    start_due()
    assert Run.objects.count() == 2
    assert Schedule.objects.get().next_at_ms <= now_ms() + every_hours * 3_600_000


def test_what_was_under_way_is_taken_up_again(site: Site, cast_: Cast, at: Callable[[int], None]) -> None:
    set_schedule(cast_.alice, site, every_hours=1)
    at(TEN_DAYS_MS)
    start_due()
    assert take_run() is not None  # by a worker that dies with it
    at(0)
    assert take_run() is None
    watch_clock.run()
    assert take_run() is not None


def test_a_level_goes_on_ageing(site: Site, at: Callable[[int], None]) -> None:
    at(TEN_DAYS_MS)
    judge_site(site, with_worth=False)
    at(0)
    watch_clock.run()
    assert LevelRow.objects.get(site=site).judged_at_ms <= now_ms()


def test_it_is_said_once(site: Site, cast_: Cast, at: Callable[[int], None]) -> None:
    set_schedule(cast_.alice, site, every_hours=12)
    watch_clock.run()
    assert told() == []
    at(TEN_DAYS_MS)
    start_due()
    watch_clock.run()
    assert told() == []
    at(0)
    for _ in range(3):
        watch_clock.run()
    assert told() == ["upkeep.clock.set_back"]
    assert clock_back.pull_in(now_ms()) == 0


def test_a_slow_correction_is_no_set_clock(site: Site, cast_: Cast, at: Callable[[int], None]) -> None:
    set_schedule(cast_.alice, site, every_hours=12)
    at(clock_back.STEP_MS - 10_000)
    start_due()
    at(0)
    watch_clock.run()
    assert told() == []


def test_letters_outlets_and_signs_of_life_go_on(cast_: Cast, at: Callable[[int], None]) -> None:
    later = now_ms() + TEN_DAYS_MS
    Letter.objects.create(account=cast_.alice, kind="seen", values={}, language="en", made_ms=later, next_ms=later)
    Outlet.objects.create(organisation=cast_.lavande, name="o", unit="syslog", next_at_ms=later, lease_until_ms=later)
    Pulse.objects.create(one=1, sealed=b"x", every_s=60, last_ok_ms=later)
    House.objects.create(organisation=cast_.lavande, told_at_ms=later)
    CredentialLook.objects.update_or_create(organisation=cast_.lavande, defaults={"looked_ms": later, "told_ms": later})
    watch_clock.run()
    now = now_ms()
    outlet, look = Outlet.objects.get(), CredentialLook.objects.get(organisation=cast_.lavande)
    moments = [
        Letter.objects.get().next_ms, outlet.next_at_ms, outlet.lease_until_ms, Pulse.objects.get().last_ok_ms,
        House.objects.get().told_at_ms, look.looked_ms, look.told_ms,
    ]  # fmt: skip
    assert all(moment <= now for moment in moments if moment is not None)


def test_a_peer_that_falls_silent_after_the_step_is_missed(cast_: Cast, at: Callable[[int], None]) -> None:
    add_peer(cast_.alice, cast_.lavande, "Nuages", 60)
    Peer.objects.update(last_ms=now_ms() + TEN_DAYS_MS)
    watch_clock.run()
    at(10 * 60_000)
    assert miss()
    assert Peer.objects.get().is_silent


def test_a_stamp_that_waits_for_next_year_is_due() -> None:
    from rempart.directory.actions.action import raw_connection

    raw = raw_connection()
    raw.execute(
        "INSERT INTO ledger_head (log, size, root, frontier, recorded_ms, epoch, note, note_size)"
        " VALUES ('x', 1, ?, ?, 1, 1, 'n', 1)",
        (b"", b""),
    )
    stamps.note_failure(raw, "x", "no answer", now_ms() + 365 * DAY_MS)
    assert [log for log, _, _ in stamps.due(raw, now_ms())] == ["x"]
