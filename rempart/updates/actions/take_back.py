"""A person takes an update back: the files alone, or the database too after having seen what that would lose."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from rempart.channel.reach import Reached
from rempart.channel.source import Parcel, Trouble
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.lease import LeasedDesk
from rempart.events import updates as events
from rempart.terms.scope import Subject
from rempart.updates.actions import paths
from rempart.updates.actions.apply_live import Kept, keep, set_step
from rempart.updates.actions.standing import ground_of, lot_of
from rempart.updates.actions.versions import is_busy, known_way
from rempart.updates.core.losses import Loss, losses
from rempart.updates.core.stages import Step
from rempart.updates.net.lay import MAINTENANCE_S
from rempart.updates.net.rows import rows_of
from rempart.updates.store.models import Job

DATABASE = "database"  # where a source lays it below the folder it is given


def applied(job: Job) -> Job:
    """The update that is to be taken back. Raises Trouble."""
    found = Job.objects.filter(site=job.site, uid=str(job.wanted.get("job", "")), step=Step.LIVE).first()
    if found is None or found.undo_until_ms is None or found.undo_until_ms < now_ms():
        raise Trouble("missing", "what was there before is no longer kept")
    return found


def compare(job: Job, desk: LeasedDesk) -> dict[str, Any]:
    """What would be lost now. Nothing changes. Raises Trouble."""
    former = applied(job)
    listed = _losses(former, known_way(job.site), paths.work(job), desk)
    paths.forget(job)
    counted = {one.kind: one.new for one in listed}
    with system_action(job.organisation) as record:
        body = {name: counted.get(name, 0) for name in ("orders", "users", "comments")}
        record.event(events.COMPARED, Subject("site", job.site.uid), {**body, "job": former.uid})
    return {"losses": msgspec.to_builtins(listed), "seen": digest(listed), "at_ms": now_ms()}


def digest(listed: list[Loss]) -> str:
    """Of the list as a person saw it."""
    return hashlib.sha256(json.dumps(msgspec.to_builtins(listed), sort_keys=True).encode()).hexdigest()


def undo(job: Job, desk: LeasedDesk) -> dict[str, Any]:
    """The files before are live again; with `seen`, the database of just before too. Raises Trouble.

    The list is compared before anything changes. Files go first: a site that holds one return at a time then has its
    hands free; and where the database cannot follow, what is left is what the files alone would be.
    """
    desk.may_stop = False
    former, way = applied(job), known_way(job.site)
    ground = ground_of(way)
    if is_busy(job.site):
        raise Trouble("busy", "a restore of this site is being done")
    seen = str(job.wanted.get("seen", ""))
    if seen and not job.memory and digest(_losses(former, way, paths.work(job), desk)) != seen:
        raise Trouble("seen_other", "more came in since the list was read")
    ground.undo(way.origin, lot_of(former), desk)
    if seen:
        _remember(job, "files")
        _database_back(job, former, way, seen, desk)
    with system_action(job.organisation, while_closed=True) as record:
        set_step(former, Step.RETURNED, undo_until_ms=None)
        body = {"slug": former.package.slug, "job": former.uid, "database": bool(seen)}
        record.event(events.UNDONE, Subject("site", job.site.uid), body)
    ground.finish(way.origin, lot_of(former), desk)
    paths.forget(former)
    paths.forget(job)
    return {"database": bool(seen)}


def _kept(former: Job) -> Kept:
    try:
        return msgspec.convert(former.memory.get("kept"), Kept)
    except msgspec.ValidationError as lost:
        raise Trouble("missing", "no database was kept before this update") from lost


def _losses(former: Job, way: Reached, folder: Path, desk: LeasedDesk) -> list[Loss]:
    kept = _kept(former)
    now = folder / "now"
    if way.source.database is None:
        shutil.rmtree(now, ignore_errors=True)
    now.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = keep(way, now, desk)
    prefix = _prefix([table.name for table in made.tables])
    then_rows = rows_of(kept.engine, paths.work(former) / "kept" / DATABASE, kept.tables, prefix)
    return losses(then_rows, rows_of(made.engine, now / DATABASE, made.tables, prefix), prefix)


def _prefix(names: list[str]) -> str:
    return next((name.removesuffix("usermeta") for name in sorted(names) if name.endswith("usermeta")), "wp_")


def _database_back(job: Job, former: Job, way: Reached, seen: str, desk: LeasedDesk) -> None:
    """Laid beside first; then, while visitors wait, nothing may have come in since the person looked: else they look
    again. A second call goes on."""
    put_back, ground = way.source.put_back, ground_of(way)
    if put_back is None:
        raise Trouble("not_allowed", "this source cannot be written to")
    kept, folder = _kept(former), paths.work(former) / "kept"
    parcel = Parcel(job.uid, False, None, folder / DATABASE, kept.engine, kept.place, kept.tables)
    if job.memory.get("swapped"):
        put_back.finish(way.origin, parcel, desk)
        return
    lot = replace(lot_of(former), uid=job.uid, files=lot_of(job).files)
    try:
        if not job.memory.get("prepared"):
            if put_back.begin is not None:
                put_back.begin(way.origin, job.uid, desk)
            put_back.prepare(way.origin, parcel, desk)
            _remember(job, "prepared")
        if way.source.database is not None:
            _losses(former, way, paths.work(job), desk)  # most of it, while visitors need not wait
        ground.close(way.origin, lot, MAINTENANCE_S)
        until = now_ms() + MAINTENANCE_S * 1_000
        if digest(_losses(former, way, paths.work(job), desk)) != seen or now_ms() > until:
            raise Trouble("seen_other", "more came in since the list was read")
        put_back.swap(way.origin, parcel, desk)
        _remember(job, "swapped")
        put_back.finish(way.origin, parcel, desk)
    except Trouble:
        put_back.undo(way.origin, parcel, desk)
        raise
    finally:
        ground.open(way.origin, lot)


def _remember(job: Job, word: str) -> None:
    job.memory = {**job.memory, word: 1}
    Job.objects.filter(pk=job.pk).update(memory=job.memory)
