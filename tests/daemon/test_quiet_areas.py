"""Every duty of every area leaves a closed organisation alone: no row of it moves, no event, no call; then all goes on."""

import socket
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model

from rempart.backup.core.stages import Step as VaultStep
from rempart.backup.core.stages import Work as VaultWork
from rempart.backup.store.models import Escrow, Plan
from rempart.backup.store.models import Job as VaultJob
from rempart.channel.duty import Duty
from rempart.channel.parcels import Parcels
from rempart.channel.place import state_folder
from rempart.companion.actions import poll
from rempart.companion.core.states import LinkState
from rempart.companion.store.models import Link
from rempart.contest.store.models import Contest
from rempart.directory.actions.action import now_ms, raw_connection
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.close_organisation import begin_deletion_from_shell, call_back, close_as_moved
from rempart.directory.store.models import Account, Organisation, Person, Site
from rempart.inventory.store.models import Survey
from rempart.mail.core.drill.shelf import templates
from rempart.mail.core.drill.states import State as DrillState
from rempart.mail.core.drill.template import written
from rempart.mail.store.drill import Campaign, Message
from rempart.mail.store.reports import Cluster, Mailbox, Report, Thanks
from rempart.people.actions.make_programme import make_programme
from rempart.people.actions.write_programme_letter import lay_out
from rempart.people.store.house_rules import HouseVersion
from rempart.people.store.programme import Programme
from rempart.record.actions import serve
from rempart.registry.discover import across_areas
from rempart.staging.core.stage import LIFE_MS, Outcome, Purpose
from rempart.staging.core.stage import Stage as CopyStage
from rempart.staging.store.models import Drill, Rhythm, SiteCopy
from rempart.updates.core.stages import Step as UpdateStep
from rempart.updates.core.stages import Work as UpdateWork
from rempart.updates.store.models import Habit, Package
from rempart.updates.store.models import Job as UpdateJob
from rempart.watch.actions.beat import beat
from rempart.watch.actions.change_monitor import digest
from rempart.watch.actions.pass_time import now_mark, tower
from rempart.watch.core.clock import Mark
from rempart.watch.core.outcome import Outcome as Saw
from rempart.watch.core.wire import SENDER, WANTED, Parcel, Seen, Wanted, encode
from rempart.watch.store import wanted
from rempart.watch.store.models import Inside, Monitor, Probe, Rota, Tap, Tower
from tests.access.record import kinds
from tests.cast import Cast
from tests.maturity.integrated import integrate
from tests.people.house import put as put_house_rule

pytestmark = pytest.mark.django_db(transaction=True)
DAY_MS = 86_400_000
READERS = ("notices_gather", "record_index", "watch_hear", "inventory_follow")
# of the whole installation, and on a file that Django's tests do not have
HOUSE = ("stamp", "cosign", "make_backups")
CLOSINGS: list[Callable[[Organisation], None]] = [
    begin_deletion_from_shell,
    lambda one: close_as_moved(one, "as it was"),
]
# What the rows of `everything_due` bring about where the organisation is open.
DUE = {
    "backup.snapshot.asked", "backup.snapshot.failed", "backup.fact.recorded",
    "updates.trial.stopped", "updates.fact.recorded",
    "staging.drill.asked", "staging.drill.not_held", "staging.copy.failed",
    "watch.outage.confirmed", "watch.place.silent", "watch.alarm.rung", "watch.hub.away", "watch.fact.recorded",
    "inventory.fact.recorded", "people.programme.ended",
    "mail.mailbox.failed", "mail.report.counted",
    "mail.campaign.planned", "mail.server.failed", "mail.results.forgotten",
    "contest.contest.failed",
}  # fmt: skip


@pytest.fixture(autouse=True)
def house_of_its_own(tmp_path: Path, settings: Any) -> None:
    """What other tests left of a full disk or a backup in the worker's folder concerns no organisation."""
    settings.STATE = tmp_path


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every connection and every program that is begun."""
    seen: list[str] = []
    connect, popen = socket.socket.connect, subprocess.Popen.__init__

    def connecting(self: socket.socket, address: Any) -> None:
        seen.append(f"connect {address}")
        connect(self, address)

    def starting(self: Any, args: Any, *more: Any, **named: Any) -> None:
        if not (isinstance(args, list) and args[:1] == ["bwrap"] and args[-1:] == [""]):
            seen.append(f"start {args}")  # whether walls can be built on this machine is no organisation's question
        popen(self, args, *more, **named)

    monkeypatch.setattr(socket.socket, "connect", connecting)
    monkeypatch.setattr(subprocess.Popen, "__init__", starting)
    return seen


def everything_due(house: Organisation, owner: Account, folder: Path) -> Site:
    """One row for each thing that an area's duty would see to at once. Nothing of it can succeed, so it ends quickly."""
    site = add_site(owner, house, f"https://{house.uid}.example", is_private=False)
    _vault(house, site, folder)
    _updates(house, site)
    _copies(house, site)
    _watch(house, site, folder)
    _reported(house, owner)
    _drills(house)
    _programmes(owner, house)
    Contest.objects.create(organisation=house, name="Late", minutes=60, asked_ms=1)
    Survey.objects.create(site=site, due=True)
    Link.objects.create(
        organisation=house, site=site, home=site.address, state=LinkState.CONNECTED, next_at_ms=0, look_at_ms=0
    )
    return site


def _drills(house: Organisation) -> None:
    """One to plan, one to send without a way out, one whose single results are a year old."""
    body = written(templates()["parcel"])
    said = {"organisation": house, "template": "parcel", "body": body, "weekdays": list(range(7)), "day_from": 0}
    said |= {"day_until": 1_440, "starts_ms": 1, "ends_ms": now_ms() + DAY_MS}
    Campaign.objects.create(**said, name="Ready", state=DrillState.READY)
    running = Campaign.objects.create(**said, name="Running", state=DrillState.RUNNING)
    Message.objects.create(
        uid=house.uid, campaign=running, pseudonym="x", language="en", token_hash=house.uid, due_ms=1
    )
    Campaign.objects.create(**said, name="Old", state=DrillState.DONE, ended_ms=1)


def _vault(house: Organisation, site: Site, folder: Path) -> None:
    given = {"folder": str(folder / "gone"), "engine": "none"}
    plan = Plan.objects.create(organisation=house, site=site, source="here", settings=given, next_at_ms=1)
    Escrow.objects.create(organisation=house)
    asked = {"organisation": house, "plan": plan, "asked_by": "system", "asked_at_ms": 1}
    VaultJob.objects.create(**asked, work=VaultWork.SNAPSHOT, stage="waiting", wanted={"x": 1})
    VaultJob.objects.create(**asked, work=VaultWork.RESTORE, stage="running", step=VaultStep.KEEP, tries=1)
    VaultJob.objects.create(**asked, work=VaultWork.RESTORE, stage="done", step=VaultStep.LIVE, undo_until_ms=1)


def _updates(house: Organisation, site: Site) -> None:
    package = Package.objects.create(
        organisation=house, site=site, kind="plugin", slug="stall", title="Stall", version="2", sha256="0" * 64,
        bytes=1, files=1, came="upload",
    )  # fmt: skip
    asked = {"organisation": house, "site": site, "package": package, "asked_by": "system", "asked_at_ms": 1}
    UpdateJob.objects.create(**asked, work=UpdateWork.TRY, stage="waiting")
    UpdateJob.objects.create(**asked, work=UpdateWork.APPLY, stage="running", step=UpdateStep.BEFORE, tries=1)
    UpdateJob.objects.create(**asked, work=UpdateWork.APPLY, stage="done", step=UpdateStep.LIVE, undo_until_ms=1)
    Habit.objects.create(organisation=house, site=site)


def _copies(house: Organisation, site: Site) -> None:
    now = now_ms()
    SiteCopy.objects.create(
        organisation=house, site=site, purpose=Purpose.STAGING, stage=CopyStage.WAITING, asked_by="system",
        asked_at_ms=now, expires_at_ms=now + LIFE_MS,
    )  # fmt: skip
    Rhythm.objects.create(organisation=house, site=site, every_days=7, next_at_ms=1)
    other = add_site(None, house, f"https://drilled.{house.uid}.example", is_private=False)
    Drill.objects.create(organisation=house, site=other, outcome=Outcome.WAITING, asked_by="system", asked_at_ms=1)


def _reported(house: Organisation, owner: Account) -> None:
    """A mail to look at, an answer to send, a mailbox to read, a day that is over."""
    cluster = Cluster.objects.create(organisation=house, opened_ms=1, newest_ms=now_ms(), decision="spam")
    Report.objects.create(
        organisation=house, cluster=cluster, account=owner, way="page", arrival="0" * 64, size=1, at_ms=now_ms(),
        letter="due", letter_next_ms=1,
    )  # fmt: skip
    Mailbox.objects.create(organisation=house, address="r@x.example", host="127.0.0.1", username="r", sealed=b"?")
    Thanks.objects.create(organisation=house, account=owner, day=now_ms() // DAY_MS - 1, count=1)


def _watch(house: Organisation, site: Site, folder: Path) -> None:
    now = now_ms()
    log = folder / f"{house.uid}.log"
    log.write_text("")
    Monitor.objects.create(
        organisation=house, site=site, kind="http", title="Front", settings={"address": site.address}, every_s=20,
        accounted_ms=now, since_ms=now,
    )  # fmt: skip
    Monitor.objects.create(
        organisation=house, kind="heartbeat", title="Cron", every_s=60, beat_ms=1, beat_digest=digest(house.uid),
        state="up", standing={},
    )  # fmt: skip
    Monitor.objects.create(organisation=house, site=site, kind="companion", title="Inside", every_s=60)
    Inside.objects.create(site=site, state="silent", said_ms=now)
    Probe.objects.create(organisation=house, name="Far", key="k" * 8, seen_ms=1)
    Rota.objects.create(organisation=house, alarm_due_ms=1)
    Tap.objects.create(organisation=house, site=site, path=str(log), since_ms=now - DAY_MS)


def _programmes(owner: Account, house: Organisation) -> None:
    """One whose last day is over, and one with a letter that waits."""
    over = make_programme(owner, house, "four_sessions", date(2025, 12, 1))
    Programme.objects.filter(pk=over.pk).update(state=Programme.OPEN, opened_ms=1)
    person = Person.objects.create(organisation=house, name="Ann", email="ann@velos.example")
    going = make_programme(owner, house, "four_sessions", date.today() + timedelta(days=1))
    lay_out("invitation", house, [person.pk], going)
    HouseVersion.objects.filter(pk=put_house_rule(owner, house).pk).update(put_ms=1)


def saw(house: Organisation) -> None:
    """The prober has just seen its monitor fail, three times: the looks wait to be taken in."""
    uid = Monitor.objects.get(organisation=house, kind="http").uid
    now = now_ms()
    looks = [Seen(uid, Saw.BAD, 0, "", now - ago, 100, 0, "timeout", "", {}, "hub") for ago in (60_000, 40_000, 20_000)]
    parcels = Parcels(state_folder(), SENDER)
    parcels.put([encode(Parcel(seen=one)) for one in looks])
    parcels.close()


def away() -> None:
    """Nobody was there for ten minutes, and the prober beside the console is silent."""
    now = now_mark()
    mark = msgspec.to_builtins(Mark(now.wall_ms - 600_000, now.mono_ms - 600_000, now.boot))
    Tower.objects.filter(pk=tower().pk).update(mark=mark, beat_ms=1, is_silent=False)


def work_everything_off() -> None:
    """Each duty of each area until it finds nothing more, three rounds: what one leaves another finds."""
    integrate()
    for _ in range(3):
        for duty in across_areas("rempart", "duties", Duty).values():
            if duty.id in HOUSE:
                continue
            turns = 0
            while duty.run():
                turns += 1
                assert turns < 50, f"{duty.id} never ends"
            _wait_for_turns()
        integrate()


def _wait_for_turns() -> None:
    """A duty that asks sites in threads of their own leaves them to the database alone: the one in memory that Django's
    tests have on SQLite refuses two writers where the real one lets the second wait."""
    for thread in [*poll._under_way.values(), *serve._under_way.values()]:
        thread.join(30)
        assert not thread.is_alive()


def read_the_record() -> None:
    """What the record holds already, the closing itself too, may be read and told."""
    integrate()
    for name in READERS:
        while across_areas("rempart", "duties", Duty)[name].run():
            pass


def rows_of(house: Organisation) -> dict[str, list[dict[str, Any]]]:
    """Every row that says to which organisation or site it belongs. When a job called last moves along with our own
    absence, whoever it belongs to: that is no row's news."""
    found = {}
    for model in apps.get_models():
        for name, value in (("organisation", house), ("site", Site.objects.filter(organisation=house))):
            if _leads_to(model, name):
                rows = model._default_manager.filter(**{f"{name}__in" if name == "site" else name: value})
                values = rows.order_by("pk").values()
                found[f"{model._meta.label} {name}"] = [{**one, "beat_ms": 0} for one in values]
    return found


def _leads_to(model: type[Model], name: str) -> bool:
    wished = {"organisation": Organisation, "site": Site}[name]
    fields = {field.name: field for field in model._meta.get_fields()}
    return name in fields and fields[name].concrete and fields[name].related_model is wished


@pytest.mark.parametrize("close", CLOSINGS, ids=["deleting", "moved"])
def test_no_duty_touches_a_closed_organisation(
    cast_: Cast,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    outside: list[str],
    close: Callable[[Organisation], None],
) -> None:
    monkeypatch.setenv("REMPART_DATA", str(tmp_path))
    everything_due(cast_.velos, cast_.charlie, tmp_path)
    close(cast_.velos)
    read_the_record()
    saw(cast_.velos)
    before, said = rows_of(cast_.velos), kinds(cast_.velos)
    away()
    work_everything_off()
    assert kinds(cast_.velos) == said
    after = rows_of(cast_.velos)
    assert {name: after[name] for name in after if after[name] != before[name]} == {}
    assert outside == []


def test_all_of_it_goes_on_once_it_is_open(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the other test would find it quiet for the wrong reason."""
    monkeypatch.setenv("REMPART_DATA", str(tmp_path))
    everything_due(cast_.velos, cast_.charlie, tmp_path)
    begin_deletion_from_shell(cast_.velos)
    work_everything_off()
    call_back(None, cast_.velos)
    saw(cast_.velos)
    away()
    work_everything_off()
    assert set(kinds(cast_.velos)) >= DUE


def test_the_probers_hear_of_it(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They look at what was published; nobody publishes anything else on that day."""
    monkeypatch.setenv("REMPART_DATA", str(tmp_path))
    everything_due(cast_.velos, cast_.charlie, tmp_path)
    with transaction.atomic():
        wanted.publish()
    assert len(published()) == 3
    begin_deletion_from_shell(cast_.velos)
    read_the_record()
    assert published() == []
    call_back(None, cast_.velos)
    read_the_record()
    assert len(published()) == 3


def test_a_job_that_calls_meanwhile_is_not_late_afterwards(cast_: Cast, tmp_path: Path) -> None:
    everything_due(cast_.velos, cast_.charlie, tmp_path)
    begin_deletion_from_shell(cast_.velos)
    before = kinds(cast_.velos)
    assert beat(cast_.velos.uid, is_well=True)
    assert beat(cast_.velos.uid, is_well=False)
    assert kinds(cast_.velos) == before
    row = Monitor.objects.get(kind="heartbeat")
    assert now_ms() - row.beat_ms < 60_000
    assert row.standing == {}


def published() -> list[Any]:
    """What the probers are asked to look at."""
    query = "SELECT document FROM published_document WHERE name = ?"
    found = raw_connection().execute(query, (WANTED,)).fetchone()
    return list(msgspec.convert(msgspec.json.decode(bytes(found[0])), Wanted).monitors)
