"""What time alone brings about: silence of probers, late heartbeats, a clock that was set, our own absence."""

import socket
import time

import msgspec
from django.db import transaction
from django.db.models import F

from rempart.directory.actions.action import system_action
from rempart.events import watch as events
from rempart.registry.discover import discover
from rempart.terms.scope import Subject
from rempart.watch.actions.blind import tell_all
from rempart.watch.actions.note_change import note_changes
from rempart.watch.actions.take_looks import account, keep, standing_of, take_looks
from rempart.watch.actions.watch_companions import KIND, look_at_companions
from rempart.watch.core import machine
from rempart.watch.core.clock import Mark, Passed, compare
from rempart.watch.core.kind import Kind
from rempart.watch.core.outcome import Look, Outcome
from rempart.watch.core.standing import State
from rempart.watch.core.wire import HUB
from rempart.watch.net.look_once import boot_id
from rempart.watch.store.bins import Sheaf
from rempart.watch.store.models import Monitor, Probe, Tower

BEAT = "beat"  # the vantage point of a heartbeat: the job itself
PLACE_SILENT_MS = 45_000  # a prober beats every five seconds, a remote one speaks every few
TOLD_AWAY_MS = 60_000  # a restart that takes less is nobody's news
BATCH = 200


def kinds() -> dict[str, Kind]:
    """All there are, by id."""
    return discover("rempart.watch.monitors", Kind)


def tower() -> Tower:
    """This machine's row."""
    return Tower.objects.get_or_create(machine=socket.gethostname()[:64])[0]


def now_mark() -> Mark:
    """Both clocks, now."""
    return Mark(time.time_ns() // 1_000_000, time.monotonic_ns() // 1_000_000, boot_id())


def pass_time(now: Mark) -> bool:
    """One bounded piece; True when more waits. Called when nothing that was seen waits to be taken in."""
    own = tower()
    before = msgspec.convert(own.mark, Mark) if own.mark else None
    passed = compare(before, now)
    with transaction.atomic():
        Tower.objects.filter(pk=own.pk).update(mark=msgspec.to_builtins(now))
        if passed.jump_ms:
            shift(passed.jump_ms)
        tell_of_us(passed, now.wall_ms)
    late_heartbeats(now.wall_ms, passed.away_ms)
    if KIND in kinds():
        look_at_companions(now.wall_ms, kinds()[KIND])
    places(own, now.wall_ms)
    return silences(now.wall_ms)


def tell_of_us(passed: Passed, at_ms: int) -> None:
    """Named as ours, in the record of everybody who is watched."""
    if passed.away_ms > TOLD_AWAY_MS:
        tell_all(events.HUB_AWAY, Subject("place", HUB), {"seconds": passed.away_ms // 1_000}, at_ms)
    if passed.jump_ms:
        tell_all(events.CLOCK_JUMPED, Subject("place", HUB), {"seconds": passed.jump_ms // 1_000}, at_ms)


def shift(by_ms: int) -> None:
    """The clock was set: what was noted by the old one moves along, so that no monitor seems silent or late."""
    for row in Monitor.objects.filter(is_on=True).order_by("pk"):
        row.standing = msgspec.to_builtins(machine.shifted(standing_of(row), by_ms))
        row.save(update_fields=["standing"])
    moved = {name: F(name) + by_ms for name in ("since_ms", "looked_ms", "accounted_ms", "beat_ms", "quiet_at_ms")}
    for name, value in moved.items():
        Monitor.objects.filter(is_on=True, **{f"{name}__gt": 0}).update(**{name: value})
    Tower.objects.filter(beat_ms__gt=0).update(beat_ms=F("beat_ms") + by_ms)
    Probe.objects.filter(seen_ms__gt=0).update(seen_ms=F("seen_ms") + by_ms)


def silences(now_ms: int) -> bool:
    """Monitors that nobody could look at for too long are unknown, which is no outage."""
    rows = Monitor.objects.filter(is_on=True, is_paused=False, quiet_at_ms__gt=0, quiet_at_ms__lte=now_ms)
    due = list(rows.select_related("organisation").order_by("organisation_id", "pk")[:BATCH])
    for row in due:
        kind = kinds().get(row.kind)
        if kind is None:
            continue
        with transaction.atomic():
            policy, sheaf = kind.policy(row.every_s), Sheaf(row)
            standing, changes = machine.silent(policy, standing_of(row), now_ms)
            account(row, sheaf, policy, standing_of(row), now_ms)
            sheaf.write()
            keep(row, kind, standing)
            note_changes(row, standing, changes)
    return len(due) == BATCH


def late_heartbeats(now_ms: int, away_ms: int) -> None:
    """A job that did not call in time. What could not arrive while we were away is not held against it."""
    rows = Monitor.objects.filter(is_on=True, is_paused=False, kind="heartbeat", beat_ms__gt=0)
    if away_ms:
        rows.update(beat_ms=F("beat_ms") + away_ms)
    awake = rows.filter(organisation__closure=None).exclude(state=State.DOWN.value)
    for row in awake.select_related("organisation").order_by("organisation_id", "pk"):
        if now_ms > row.beat_ms + row.every_s * 1_000 + int(row.settings.get("grace_s") or 0) * 1_000:
            with transaction.atomic():
                take_looks(row, kinds()[row.kind], [Look(BEAT, now_ms, Outcome.BAD, reason="silent")])


def places(own: Tower, now_ms: int) -> None:
    """Probers that fell silent, or speak again."""
    own.refresh_from_db()
    is_silent = bool(own.beat_ms) and now_ms - own.beat_ms > PLACE_SILENT_MS
    if is_silent != own.is_silent and Tower.objects.filter(pk=own.pk, is_silent=own.is_silent).update(
        is_silent=is_silent
    ):
        kind = events.PLACE_SILENT if is_silent else events.PLACE_RETURNED
        tell_all(kind, Subject("place", HUB), {"place": HUB, "seconds": (now_ms - own.beat_ms) // 1_000}, now_ms)
    awake = Probe.objects.filter(is_on=True, seen_ms__gt=0, organisation__closure=None)
    for probe in awake.select_related("organisation").order_by("pk"):
        is_silent = now_ms - probe.seen_ms > PLACE_SILENT_MS
        if is_silent == probe.is_silent:
            continue
        with system_action(probe.organisation) as record:
            Probe.objects.filter(pk=probe.pk).update(is_silent=is_silent)
            kind = events.PLACE_SILENT if is_silent else events.PLACE_RETURNED
            body = {"place": probe.uid[:4], "seconds": (now_ms - probe.seen_ms) // 1_000}
            record.event(kind, Subject("place", probe.uid), body, at_ms=now_ms)
