"""From looks to incidents, counts, events and notices; each promise on the way."""

import json
from pathlib import Path

import pytest

from rempart.channel.parcels import Parcels
from rempart.channel.place import state_folder
from rempart.directory.actions.action import now_ms, raw_connection
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.watch.actions import pass_time
from rempart.watch.actions.announce_work import WrongWindow, announce_work, call_off_work
from rempart.watch.actions.beat import beat
from rempart.watch.actions.change_monitor import (
    Wish,
    WrongInterval,
    add_monitor,
    change_monitor,
    new_beat_address,
    pause_monitor,
    remove_monitor,
)
from rempart.watch.actions.set_up_site import set_up_site
from rempart.watch.actions.take_parcels import take_in, take_parcels
from rempart.watch.core.clock import Mark
from rempart.watch.core.outcome import Outcome
from rempart.watch.core.settings import BadSettings
from rempart.watch.core.standing import State
from rempart.watch.core.wire import ASKS, SENDER, Beat, Parcel, Seen, encode
from rempart.watch.store import bins, wanted
from rempart.watch.store.models import Bin, Incident, Monitor, Tower
from tests.cast import Cast

OK, POOR, BAD, CANNOT = Outcome.OK, Outcome.POOR, Outcome.BAD, Outcome.CANNOT
HOUR = 3_600_000
T0 = 1_800_000_000_000 - 1_800_000_000_000 % HOUR + 600_000


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://boutique.example")


@pytest.fixture
def row(cast_: Cast, site: Site) -> Monitor:
    made = add_monitor(
        cast_.alice, cast_.lavande, site, "http", Wish("Boutique", 20, {"address": "https://boutique.example/"})
    )
    Monitor.objects.update(accounted_ms=T0)
    return made


def mark(at_ms: int) -> Mark:
    return Mark(at_ms, at_ms - T0 + 10_000_000, "boot")


def look(row: Monitor, at_ms: int, *said: Outcome, step: int = 5_000, place: str = "hub") -> int:
    """Hands them in, one every `step`; the moment of the last."""
    seen = []
    for number, outcome in enumerate(said):
        moment = mark(at_ms + number * step)
        seen.append(
            Seen(
                row.uid, outcome, moment.mono_ms, "boot", 0, 120, 0, "timeout" if outcome is BAD else "", "", {}, place
            )
        )
    take_in(seen, mark(at_ms + len(said) * step))
    row.refresh_from_db()
    return at_ms + (len(said) - 1) * step


def kinds_written(org: str) -> list[str]:
    rows = raw_connection().execute("SELECT kind FROM ledger_entry WHERE org = ? ORDER BY kind", (org,)).fetchall()
    return [str(kind) for (kind,) in rows if str(kind).startswith("watch.")]


def test_an_outage_is_an_incident_one_event_and_an_end(cast_: Cast, row: Monitor) -> None:
    at = look(row, T0, OK, OK, BAD, BAD, BAD, BAD)
    incident = Incident.objects.get(monitor=row)
    assert (incident.what, incident.reason, incident.how, incident.is_quiet) == (
        "outage",
        "timeout",
        "second_try",
        False,
    )
    assert (incident.began_ms, incident.confirmed_ms) == (T0 + 10_000, at)
    assert row.state == State.DOWN
    look(row, at + 5_000, BAD, OK, OK)
    incident.refresh_from_db()
    assert incident.ended_ms == at + 15_000
    written = kinds_written(cast_.lavande.uid)
    assert written.count("watch.outage.confirmed") == 1
    assert written.count("watch.outage.ended") == 1


def test_time_is_accounted_to_the_hour_and_a_suspicion_that_was_right_counts_as_down(row: Monitor) -> None:
    look(row, T0, OK, *[BAD] * 5, OK, OK, OK)
    found = bins.uptime(row, T0 - T0 % HOUR, T0 + HOUR)
    assert found.down_ms == 30_000  # from the first failed look to the second good one
    assert found.up_ms == 5_000 + 5_000  # before it, and since
    assert found.measured_ms == 40_000
    counted = Bin.objects.get(monitor=row, place="hub")
    assert (counted.ok, counted.bad, sum(counted.steps.values())) == (4, 5, 4)


def test_a_gap_is_nobodys(row: Monitor) -> None:
    look(row, T0, OK)
    look(row, T0 + 2 * HOUR, OK)
    assert bins.uptime(row, 0, T0 + 9 * HOUR).unseen_ms == 2 * HOUR


def test_hours_become_days_and_nothing_is_lost(row: Monitor) -> None:
    look(row, T0, *[OK] * 3)
    before = bins.uptime(row, 0, T0 + HOUR)
    assert bins.fold_hours(T0 + bins.HOURS_KEPT_MS + 2 * HOUR) is False
    assert set(Bin.objects.values_list("span", flat=True)) == {"day"}
    assert bins.uptime(row, 0, T0 + HOUR) == before
    assert Bin.objects.get(place="hub").ok == 3
    bins.fold_hours(T0 + bins.DAYS_KEPT_MS + 48 * HOUR)
    assert not Bin.objects.exists()


def test_silence_is_unknown_and_no_incident(cast_: Cast, row: Monitor) -> None:
    look(row, T0, OK)
    assert pass_time.silences(T0 + HOUR) is False
    row.refresh_from_db()
    assert row.state == State.UNKNOWN
    assert not Incident.objects.exists()
    look(row, T0 + HOUR, OK)
    assert row.state == State.UP
    assert [kind for kind in kinds_written(cast_.lavande.uid) if "monitor" not in kind] == []


def test_what_came_back_while_nobody_looked_is_closed(row: Monitor) -> None:
    look(row, T0, OK, *[BAD] * 4)
    pass_time.silences(T0 + HOUR)
    look(row, T0 + HOUR + 1, OK)
    assert Incident.objects.get().ended_ms == T0 + HOUR + 1


def test_a_hub_that_was_away_and_a_clock_that_was_set_are_named_and_are_nobodys_outage(
    cast_: Cast, row: Monitor
) -> None:
    look(row, T0, OK)
    pass_time.pass_time(mark(T0 + 1_000))
    pass_time.pass_time(Mark(T0 + 86_402_000, mark(T0 + 2_000).mono_ms, "boot"))  # the clock went a day ahead
    row.refresh_from_db()
    assert (row.state, Incident.objects.count()) == (State.UP, 0)
    assert row.looked_ms == T0 + 86_400_000
    assert "watch.clock.jumped" in kinds_written(cast_.lavande.uid)
    assert "watch.hub.away" not in kinds_written(cast_.lavande.uid)
    later = Mark(T0 + 86_402_000 + 600_000, 5, "another boot")
    pass_time.pass_time(later)
    row.refresh_from_db()
    assert "watch.hub.away" in kinds_written(cast_.lavande.uid)
    assert (row.state, Incident.objects.count()) == (State.UNKNOWN, 0)


def test_a_prober_that_dies_is_named_once_and_its_return_too(cast_: Cast, row: Monitor) -> None:
    own = pass_time.tower()
    Tower.objects.update(beat_ms=T0)
    for _ in range(3):
        pass_time.places(own, T0 + 60_000)
    Tower.objects.update(beat_ms=T0 + 61_000)
    pass_time.places(own, T0 + 62_000)
    written = kinds_written(cast_.lavande.uid)
    assert (written.count("watch.place.silent"), written.count("watch.place.returned")) == (1, 1)
    assert not Incident.objects.exists()


def test_announced_work_wakes_nobody_and_counts_as_planned(cast_: Cast, site: Site, row: Monitor) -> None:
    now = now_ms()
    window = announce_work(cast_.alice, cast_.lavande, site, "Move", now, now + HOUR)
    Monitor.objects.update(accounted_ms=now + 1_000)
    row.refresh_from_db()
    look(row, now + 1_000, OK, *[BAD] * 6)
    assert row.state == State.MAINTENANCE
    assert Incident.objects.get().is_quiet
    assert "watch.outage.confirmed" not in kinds_written(cast_.lavande.uid)
    assert bins.uptime(row, 0, now + 2 * HOUR).planned_ms == 30_000
    call_off_work(cast_.alice, window)
    with pytest.raises(WrongWindow):
        announce_work(cast_.alice, cast_.lavande, site, "Yesterday", now - 86_400_000, now - 80_000_000)
    with pytest.raises(WrongWindow):
        announce_work(cast_.alice, cast_.lavande, site, "A year", now, now + 366 * 86_400_000)


def test_a_heartbeat_is_due_and_what_could_not_arrive_is_not_held_against_it(cast_: Cast) -> None:
    row = add_monitor(cast_.alice, cast_.lavande, None, "heartbeat", Wish("Nightly", 60, {"grace_s": "30"}))
    token = new_beat_address(cast_.alice, row)
    assert beat("x" * 24, is_well=True) is False
    assert beat(token, is_well=True) is True
    row.refresh_from_db()
    assert row.state == State.UP
    due = row.beat_ms + 90_000
    pass_time.late_heartbeats(due + 500_000, 600_000)  # we had been away for ten minutes
    row.refresh_from_db()
    assert row.state == State.UP
    pass_time.late_heartbeats(row.beat_ms + 90_001, 0)
    row.refresh_from_db()
    assert (row.state, row.last_reason) == (State.DOWN, "silent")
    assert beat(token, is_well=True) is True
    row.refresh_from_db()
    assert row.state == State.UP
    assert beat(token, is_well=False) is True
    row.refresh_from_db()
    assert (row.state, row.last_reason) == (State.DOWN, "said_so")
    new_beat_address(cast_.alice, row)
    assert beat(token, is_well=True) is False  # the old address ended


def test_parcels_are_taken_once_with_their_effect(row: Monitor, tmp_path: Path) -> None:
    now = pass_time.now_mark()
    sender = Parcels(state_folder(), SENDER)
    good = Seen(row.uid, OK, now.mono_ms, now.boot, now.wall_ms, 50)
    sender.put(
        [encode(Parcel(seen=good)), b"of a later release", encode(Parcel(beat=Beat(now.mono_ms, now.boot, 0, 1)))]
    )
    assert take_parcels(state_folder(), now) is True
    assert take_parcels(state_folder(), now) is False
    assert Bin.objects.get(monitor=row, place="hub").ok == 1
    assert pass_time.tower().beat_ms == now.wall_ms
    assert sender.take(0, 10) == []
    sender.close()


def test_a_look_that_arrives_twice_or_about_a_stranger_changes_nothing_else(cast_: Cast, row: Monitor) -> None:
    seen = [Seen("nobody", BAD, 1, "boot", 0), Seen(row.uid, BAD, 1, "boot", 0)]
    take_in(seen, mark(T0 + 60_000), organisation=cast_.velos.pk)
    row.refresh_from_db()
    assert row.state == State.UNKNOWN


def test_what_is_wanted_follows_every_change(cast_: Cast, site: Site, row: Monitor) -> None:
    assert [wish.uid for wish in wanted.wishes()] == [row.uid]
    pause_monitor(cast_.alice, row, is_paused=True)
    assert wanted.wishes() == ()
    row.refresh_from_db()
    assert row.state == State.PAUSED
    look(row, T0, *[BAD] * 9)
    assert not Incident.objects.exists()
    pause_monitor(cast_.alice, row, is_paused=False)
    change_monitor(cast_.alice, row, Wish("Shop", 60, {"address": "https://boutique.example/en", "present": "Hello"}))
    assert wanted.wishes()[0].settings == {"address": "https://boutique.example/en", "present": "Hello"}
    assert wanted.wishes()[0].is_private is False
    remove_monitor(cast_.alice, row)
    assert wanted.wishes() == ()


@pytest.mark.parametrize(
    ("kind", "settings", "fault"),
    [
        ("http", {}, "address"),
        ("http", {"address": "ftp://x.example"}, "address"),
        ("http", {"address": "https://user:pass@x.example"}, "address"),
        ("http", {"address": "https://x.example", "status": "all"}, "status"),
        ("http", {"address": "https://x.example", "steps": "GET https://elsewhere.example/"}, "steps"),
        ("http", {"address": "https://x.example", "steps": "DELETE /"}, "steps"),
        ("tcp", {"host": "x.example", "port": "0"}, "port"),
        ("tcp", {"host": "x example", "port": "1"}, "host"),
        ("dns", {"host": "x.example", "record": "ANY"}, "record"),
    ],
)
def test_what_no_monitor_can_be_is_refused_field_by_field(
    cast_: Cast, kind: str, settings: dict[str, str], fault: str
) -> None:
    with pytest.raises(BadSettings) as refused:
        add_monitor(cast_.alice, cast_.lavande, None, kind, Wish("x", 3_600, settings))
    assert fault in refused.value.faults


def test_an_interval_shorter_than_it_makes_sense_is_refused(cast_: Cast) -> None:
    with pytest.raises(WrongInterval):
        add_monitor(cast_.alice, cast_.lavande, None, "tcp", Wish("x", 5, {"host": "x.example", "port": "25"}))


def test_one_step_from_a_site_to_its_watch(cast_: Cast, site: Site) -> None:
    made = set_up_site(cast_.alice, site)
    assert [one.kind for one in made] == ["http", "tls", "dns"]
    assert set_up_site(cast_.alice, site) == []


def others(cast_: Cast, count: int) -> list[Monitor]:
    wishes = [Wish(f"Other {n}", 20, {"address": f"https://other{n}.example/"}) for n in range(count)]
    return [add_monitor(cast_.alice, cast_.lavande, None, "http", wish) for wish in wishes]


def test_when_everything_goes_dark_at_once_no_site_is_accused_and_it_is_told_once(cast_: Cast, row: Monitor) -> None:
    more = others(cast_, 4)
    for one in (row, *more):
        look(one, T0, OK)
    for one in (*more, row):
        look(one, T0 + 20_000, BAD, BAD, BAD)
    for one in (row, *more):
        look(one, T0 + 40_000, BAD, BAD)
    assert not Incident.objects.exists()
    written = kinds_written(cast_.lavande.uid)
    assert written.count("watch.place.blind") == 1
    assert "watch.outage.confirmed" not in written
    row.refresh_from_db()
    assert row.state == State.UNKNOWN
    assert more[0].last_reason in ("timeout", "no_network")
    for one in (row, *more):
        look(one, T0 + 90_000, OK)
    assert kinds_written(cast_.lavande.uid).count("watch.place.returned") == 1
    assert row.state == State.UP


def test_one_dark_site_among_others_that_answer_is_an_outage(cast_: Cast, row: Monitor) -> None:
    for one in (row, *others(cast_, 4)):
        look(one, T0, OK)
    look(row, T0 + 20_000, BAD, BAD)
    asked = wanted_asks()
    assert len(asked) == 4  # the others are looked at anew: are they dark too?
    for uid in asked:
        look(Monitor.objects.get(uid=uid), T0 + 26_000, OK)
    look(row, T0 + 30_000, BAD, BAD)
    assert Incident.objects.get().reason == "timeout"


def wanted_asks() -> list[str]:
    found = raw_connection().execute("SELECT document FROM published_document WHERE name = ?", (ASKS,)).fetchone()
    return sorted(json.loads(bytes(found[0])))
