"""A person takes an update back: the files alone, or the database too after having seen what that would lose."""

import hashlib
import json
import shutil
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
from rempart.updates.actions.versions import is_busy, known_way
from rempart.updates.core.losses import Loss, losses
from rempart.updates.core.stages import Step
from rempart.updates.net import lay
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
    """The files before are live again; with `seen`, the database of just before too. Raises Trouble."""
    desk.may_stop = False
    former, way = applied(job), known_way(job.site)
    if way.root is None:
        raise Trouble("not_here", "the files of this site are not on this machine")
    if is_busy(job.site):
        raise Trouble("busy", "a restore of this site is being done")
    seen = str(job.wanted.get("seen", ""))
    if seen:
        _database_back(job, former, way, way.root, seen, desk)
    lay.undo(way.root, former.uid)
    with system_action(job.organisation, while_closed=True) as record:
        set_step(former, Step.RETURNED, undo_until_ms=None)
        body = {"slug": former.package.slug, "job": former.uid, "database": bool(seen)}
        record.event(events.UNDONE, Subject("site", job.site.uid), body)
    lay.finish(way.root, former.uid)
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
    shutil.rmtree(now, ignore_errors=True)
    now.mkdir(mode=0o700, parents=True)
    made = keep(way, now, desk)
    prefix = _prefix([table.name for table in made.tables])
    then_rows = rows_of(kept.engine, paths.work(former) / "kept" / DATABASE, kept.tables, prefix)
    return losses(then_rows, rows_of(made.engine, now / DATABASE, made.tables, prefix), prefix)


def _prefix(names: list[str]) -> str:
    return next((name.removesuffix("usermeta") for name in sorted(names) if name.endswith("usermeta")), "wp_")


def _database_back(job: Job, former: Job, way: Reached, root: Path, seen: str, desk: LeasedDesk) -> None:
    """While visitors wait. What came since the person looked stops it: they look again. A second call goes on."""
    put_back = way.source.put_back
    if put_back is None:
        raise Trouble("not_allowed", "this source cannot be written to")
    kept, folder = _kept(former), paths.work(former) / "kept"
    parcel = Parcel(job.uid, False, None, folder / DATABASE, kept.engine, kept.place, kept.tables)
    if job.memory.get("swapped"):
        put_back.finish(way.origin, parcel, desk)
        return
    lay.close_for_visitors(root, now_ms() // 1_000)
    try:
        if not job.memory.get("prepared"):
            if digest(_losses(former, way, paths.work(job), desk)) != seen:
                raise Trouble("seen_other", "more came in since the list was read")
            put_back.prepare(way.origin, parcel, desk)
            _remember(job, "prepared")
        put_back.swap(way.origin, parcel, desk)
        _remember(job, "swapped")
        put_back.finish(way.origin, parcel, desk)
    except Trouble:
        put_back.undo(way.origin, parcel, desk)
        raise
    finally:
        lay.open_for_visitors(root)


def _remember(job: Job, word: str) -> None:
    job.memory = {**job.memory, word: 1}
    Job.objects.filter(pk=job.pk).update(memory=job.memory)
