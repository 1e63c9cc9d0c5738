"""A restore, step by step: fetched, the present kept, laid beside, the return registered, exchanged. Each step is
written down before the next begins: whoever takes over after a kill goes on there, or back."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rempart.backup.actions.desk import JobDesk
from rempart.backup.actions.opened import origin_of, repository_of, source_of, work_folder
from rempart.backup.actions.take_snapshot import newest, take
from rempart.backup.core.manifest import Manifest
from rempart.backup.core.stages import MAX_RETURNS, MAX_TRIES, UNDO_MS, Step
from rempart.backup.net import fetch
from rempart.backup.net.tree import HIDDEN, sweep_folder
from rempart.backup.store.models import Job, Snapshot
from rempart.channel.reach import Reach, is_taken
from rempart.channel.source import Origin, Parcel, PutBack, Stopped, Trouble
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.lease import require_patience
from rempart.events import backup as events
from rempart.registry.discover import across_areas
from rempart.terms.scope import Subject


def restore(job: Job, desk: JobDesk) -> dict[str, Any]:
    """Until it is live, or the state before is back. Raises Trouble or Stopped after the return."""
    snapshot, put_back, origin = _snapshot(job), _put_back(job), _origin(job)
    began_ms = job.began_at_ms or now_ms()
    parcel = None
    try:
        desk.may_stop = job.step not in (Step.SWAP, Step.RETURN)
        parcel = fetch.laid(_beside(job, origin, put_back), job.uid, wanted(job))
        if job.step == Step.RETURN:
            raise Trouble(*job.parcel.get("why", ("gave_up", "")))
        _not_for_ever(job)
        if job.step == "":
            _alone(job)
        if job.step == "" and put_back.begin is not None:
            put_back.begin(origin, job.uid, desk)
            parcel = parcel or Parcel(job.uid, is_whole=True)  # from here on there is something to take back
        parcel, told = _fetched(job, snapshot, desk, origin, put_back)
        if job.step in ("", Step.FETCH):
            finish_former(job, desk)
            _set(job, Step.KEEP)
        if job.step == Step.KEEP:
            _keep_present(job, desk)
            _set(job, Step.PREPARE)
        if job.step == Step.PREPARE:
            put_back.prepare(origin, parcel, desk)
            desk.renew()
            desk.may_stop = False
            with system_action(job.organisation) as record:
                _set(job, Step.SWAP)
                body: dict[str, Any] = {"job": job.uid, "snapshot": snapshot.restic_id}
                record.event(events.RETURN_REGISTERED, Subject("site", job.plan.site.uid), body)
        put_back.swap(origin, parcel, desk)
    except (Trouble, Stopped) as why:
        if isinstance(why, Stopped) and not Job.objects.filter(pk=job.pk, is_stop_asked=True).exists():
            raise  # another worker has it, and goes on where we were
        desk.may_stop = False
        _go_back(job, origin, put_back, parcel, desk, why)
        raise
    seconds = max(1, (now_ms() - began_ms) // 1_000)
    files = told.files if wanted(job).is_whole else len(job.wanted.get("files", ()))
    rows = sum(table.rows for table in parcel.tables)
    with system_action(job.organisation, while_closed=True) as record:
        _set(job, Step.LIVE, undo_until_ms=now_ms() + UNDO_MS)
        body = {"job": job.uid, "snapshot": snapshot.restic_id, "files": files, "rows": rows, "seconds": seconds}
        record.event(events.RESTORED, Subject("site", job.plan.site.uid), body)
    age_s = max(0, (job.asked_at_ms - snapshot.taken_at_ms) // 1_000)
    return {
        "snapshot": snapshot.restic_id, "bytes": snapshot.bytes, "files": files, "rows": rows,
        "tables": len(parcel.tables), "is_part": told.parts is not None,
        "achieved_rto_s": seconds, "achieved_rpo_s": age_s, "verified": True,
    }  # fmt: skip


def _go_back(
    job: Job, origin: Origin, put_back: PutBack, parcel: Parcel | None, desk: JobDesk, why: Trouble | Stopped
) -> None:
    """To the state before. Where the site does not answer now, that stays to be done: the next worker tries again."""
    was_exchanging = job.step in (Step.SWAP, Step.RETURN)
    if job.step == Step.SWAP:
        code = (why.code, why.detail) if isinstance(why, Trouble) else ("stopped", "")
        job.parcel = {**job.parcel, "why": code}
        _set(job, Step.RETURN, parcel=job.parcel)
    if parcel is None and put_back.begin is not None and was_exchanging:
        parcel = Parcel(job.uid, is_whole=True)
    try:
        if parcel is not None:
            put_back.undo(origin, parcel, desk)
    except Trouble as later:
        if was_exchanging and job.tries > MAX_RETURNS:
            raise Trouble("half_way", later.detail) from later
        if was_exchanging:
            raise Stopped("it waits to be taken back") from later
    sweep(job, origin, put_back)


def _alone(job: Job) -> None:
    """Two that write to one site leave neither's work whole. Raises Trouble `busy`. Another place is nobody's."""
    if not job.wanted.get("instead") and is_taken(across_areas("rempart", "reach", Reach), job.plan.site.uid, "vault"):
        raise Trouble("busy", "an update is being laid live")


def _not_for_ever(job: Job) -> None:
    """A job that kills its worker again and again is given up; one that has begun to exchange goes through."""
    if job.step != Step.SWAP:
        require_patience(job, MAX_TRIES)


def _set(job: Job, step: Step, **more: Any) -> None:
    job.step = step
    Job.objects.filter(pk=job.pk).update(step=step, **more)


def _snapshot(job: Job) -> Snapshot:
    if job.snapshot is None:
        raise Trouble("missing", "the snapshot is no longer listed")
    return job.snapshot


def _put_back(job: Job) -> PutBack:
    found = source_of(job.plan).put_back
    if found is None:
        raise Trouble("not_allowed", "this source cannot be written to: restore to a folder, and bring it over by hand")
    return found


def _origin(job: Job) -> Origin:
    return origin_of(job.plan, job.wanted.get("instead"))


def _folder(job: Job, origin: Origin, put_back: PutBack) -> Path:
    return put_back.near(origin) if put_back.near is not None else work_folder(job.plan)


def _beside(job: Job, origin: Origin, put_back: PutBack) -> Path:
    return _folder(job, origin, put_back) / f"{HIDDEN}{job.uid}"


def wanted(job: Job) -> fetch.Wanted:
    """What the job names."""
    return fetch.Wanted(tuple(job.wanted.get("files", ())), tuple(job.wanted.get("tables", ())))


def _fetched(job: Job, snapshot: Snapshot, desk: JobDesk, origin: Origin, put_back: PutBack) -> tuple[Parcel, Manifest]:
    """From the first place that has the moment: another one answers where the first does not."""
    others = Snapshot.objects.filter(vault__plan=job.plan, taken_at_ms=snapshot.taken_at_ms, digest=snapshot.digest)
    last = Trouble("missing")
    for row in (snapshot, *others.exclude(pk=snapshot.pk).order_by("vault__order", "pk")):
        try:
            folder = _folder(job, origin, put_back)
            # The parcel is named by the moment, not by the place: it is the same bytes from either.
            repository = repository_of(row.vault)
            return fetch.fetch(repository, row.restic_id, folder, job.uid, wanted(job), desk, same=snapshot.digest)
        except Trouble as trouble:
            if trouble.code in ("poisoned", "no_room", "not_allowed", "too_large"):
                raise
            last = trouble
    raise last


def _keep_present(job: Job, desk: JobDesk) -> None:
    """One more snapshot of what stands there now. After a wipe there is nothing to keep, and that is noted."""
    if job.wanted.get("instead"):
        return
    try:
        kept = take(job, desk, is_checkpoint=True)["snapshot"]
    except Trouble as trouble:
        kept = trouble.code
    job.parcel = {"kept": kept}
    Job.objects.filter(pk=job.pk).update(parcel=job.parcel)


def finish_former(job: Job, desk: JobDesk) -> None:
    """What an earlier restore kept beside goes: there is one way back, to the state just before."""
    for former in Job.objects.filter(plan=job.plan, step=Step.LIVE).exclude(pk=job.pk):
        finish(former, desk)


def finish(job: Job, desk: JobDesk | None = None) -> None:
    """The state before is no longer kept beside; the checkpoint snapshot still has it."""
    _after(job, Step.FINISHED, desk, lambda one, origin, parcel, told: one.finish(origin, parcel, told))


def undo(job: Job, desk: JobDesk | None = None) -> dict[str, Any]:
    """The state before is live again. Raises Trouble."""
    former = Job.objects.filter(plan=job.plan, uid=str(job.wanted.get("job", "")), step=Step.LIVE).first()
    if former is None:
        raise Trouble("missing", "what was there before is no longer kept")
    _alone(former)
    if desk is not None:
        desk.may_stop = False
    _after(former, Step.RETURNED, desk, lambda one, origin, parcel, told: one.undo(origin, parcel, told))
    with system_action(job.organisation, while_closed=True) as record:
        record.event(events.RETURNED, Subject("site", job.plan.site.uid), {"job": former.uid})
    return {"returned": former.uid}


def _after(job: Job, step: Step, desk: JobDesk | None, act: Callable[[PutBack, Origin, Parcel, JobDesk], None]) -> None:
    put_back, origin = _put_back(job), _origin(job)
    parcel = fetch.laid(_beside(job, origin, put_back), job.uid, wanted(job))
    if parcel is None and put_back.begin is not None:
        parcel = Parcel(job.uid, is_whole=True)  # the site itself knows what belongs to it
    if parcel is not None:
        act(put_back, origin, parcel, desk or _Quiet(job))
    sweep(job, origin, put_back)
    _set(job, step, undo_until_ms=None)


class _Quiet(JobDesk):
    """For work that is bounded by itself and has no lease."""

    def renew(self) -> None:
        """Nothing."""


def sweep(job: Job, origin: Origin, put_back: PutBack) -> None:
    """Nothing of this job lies beside the site any more."""
    sweep_folder(_beside(job, origin, put_back))


def rehearse(job: Job, desk: JobDesk) -> dict[str, Any]:
    """Everything but the exchange: fetched, checked, laid beside the live site, timed, and taken away again (BAK-04)."""
    snapshot = job.snapshot or newest(job.plan)
    if snapshot is None:
        raise Trouble("missing", "there is no snapshot yet")
    source, origin, began = source_of(job.plan), _origin(job), time.monotonic()
    put_back = source.put_back if source.is_on_this_host else None
    folder = put_back.near(origin) if put_back is not None and put_back.near is not None else work_folder(job.plan)
    beside = folder / f"{HIDDEN}{job.uid}"
    parcel = fetch.laid(beside, job.uid, fetch.Wanted())
    try:
        _not_for_ever(job)
        repository = repository_of(snapshot.vault)
        parcel, told = fetch.fetch(repository, snapshot.restic_id, folder, job.uid, fetch.Wanted(), desk)
        fetch.prove(parcel, told, desk)
        if put_back is not None:
            put_back.prepare(origin, parcel, desk)
        seconds = max(1, round(time.monotonic() - began))
    except Trouble as trouble:
        with system_action(job.organisation) as record:
            said = {"trouble": trouble.code, "snapshot": snapshot.restic_id}
            record.event(events.REHEARSAL_FAILED, Subject("site", job.plan.site.uid), said)
        raise
    finally:
        if parcel is not None and put_back is not None:
            put_back.undo(origin, parcel, _Quiet(job))
        sweep_folder(beside)
    age_s = max(0, (job.asked_at_ms - snapshot.taken_at_ms) // 1_000)
    answer = {
        "snapshot": snapshot.restic_id, "bytes": snapshot.bytes, "files": told.files, "rows": told.rows,
        "tables": len(parcel.tables), "is_part": told.parts is not None,
        "achieved_rto_s": seconds, "achieved_rpo_s": age_s, "verified": True,
        "to": "beside" if put_back is not None else "folder",
    }  # fmt: skip
    with system_action(job.organisation) as record:
        body: dict[str, Any] = {
            "seconds": seconds,
            "age_s": age_s,
            "snapshot": snapshot.restic_id,
            "to": str(answer["to"]),
        }
        record.event(events.REHEARSED, Subject("site", job.plan.site.uid), body)
    return answer
