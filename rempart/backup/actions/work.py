"""Takes one job with a lease, does it, and notes what came of it. No transaction is open while it works."""

import os
from collections.abc import Callable
from typing import Any

from django.db.models import Q

from rempart.backup.actions.bring_back import rehearse, restore, undo
from rempart.backup.actions.bring_in import bring_in
from rempart.backup.actions.check_snapshot import verify
from rempart.backup.actions.desk import JobDesk
from rempart.backup.actions.forget_archive import forget_archive
from rempart.backup.actions.take_snapshot import take
from rempart.backup.actions.tell_backups import tell_site
from rempart.backup.core.stages import HALF_WAY, LEASE_MS, MAX_TRIES, OPEN, Stage, Step, Work, is_half_way
from rempart.backup.store.models import Job, Plan
from rempart.channel.source import Stopped, Trouble
from rempart.directory.actions import lease
from rempart.directory.actions.action import Closed, now_ms, system_action
from rempart.directory.actions.lease import Also
from rempart.events import backup as events
from rempart.events.kind import EventKind
from rempart.terms.scope import Subject

WAIT_FOR_LOAD_MS = 30 * 60_000  # a busy machine is waited for that long, then the snapshot is taken all the same

DOES: dict[Work, Callable[[Job, JobDesk], dict[str, Any]]] = {
    Work.SNAPSHOT: take,
    Work.VERIFY: verify,
    Work.RESTORE: restore,
    Work.REHEARSE: rehearse,
    Work.UNDO: undo,
    Work.IMPORT: bring_in,
    Work.FORGET: forget_archive,
}
FAILED: dict[Work, EventKind] = {
    Work.SNAPSHOT: events.SNAPSHOT_FAILED,
    Work.RESTORE: events.RESTORE_FAILED,
    Work.IMPORT: events.ARCHIVE_REFUSED,
    Work.FORGET: events.ARCHIVE_STAYED,
}


def work_one() -> bool:
    """One job; True when there was one."""
    job = claim()
    if job is None:
        return False
    do(job)
    return True


def _awake() -> Q:
    """Of open organisations; and what changes a live site already, which is never left half way."""
    begun = Q(stage=Stage.RUNNING) & (Q(step__in=HALF_WAY) | Q(work=Work.UNDO))
    return Q(organisation__closure=None) | begun


def claim(uid: str | None = None) -> Job | None:
    """The one that waits for longest, or whose worker is gone; one at a time of each site. Two never get the same."""
    due = Job.objects.filter(_awake()) if uid is None else Job.objects.filter(_awake(), uid=uid)
    due = due.select_related("plan__site", "plan__organisation", "organisation", "snapshot__vault")
    return lease.claim(due, LEASE_MS, lambda row: _is_free(row) and (uid is not None or not _is_too_busy(row)))


def _is_free(job: Job) -> bool:
    return not Job.objects.filter(plan=job.plan, stage=Stage.RUNNING).exclude(pk=job.pk).exists()


def _is_too_busy(job: Job) -> bool:
    """Only a snapshot waits, and not for ever."""
    most = job.plan.max_load_percent
    if job.work != Work.SNAPSHOT or not most or job.asked_at_ms < now_ms() - WAIT_FOR_LOAD_MS:
        return False
    return os.getloadavg()[0] * 100 / (os.cpu_count() or 1) > most


def do(job: Job, also: Also | None = None) -> Job:
    """Until it is done, failed or stopped; the row says which."""
    try:
        _work(job, JobDesk(job, also))
    except Closed:
        lease.give_back(job)
    job.refresh_from_db()
    return job


def _work(job: Job, desk: JobDesk) -> None:
    try:
        if job.work not in (Work.RESTORE, Work.REHEARSE):  # these clean up first
            lease.require_patience(job, MAX_TRIES)
        result = DOES[Work(job.work)](job, desk)
    except Stopped:
        if job.step != Step.RETURN and Job.objects.filter(pk=job.pk, is_stop_asked=True).exists():
            _end(job, Stage.STOPPED, events.JOB_STOPPED, {"work": job.work})
    except Trouble as trouble:
        body = {"trouble": trouble.code, "work": job.work}
        _end(job, Stage.FAILED, FAILED.get(Work(job.work)), body, trouble=trouble)
        if job.work == Work.SNAPSHOT:
            Plan.objects.filter(pk=job.plan_id).update(failed_in_a_row=job.plan.failed_in_a_row + 1)
    else:
        _end(job, Stage.DONE, None, {}, result=result)
        tell_site(job.plan)


def _end(
    job: Job,
    stage: Stage,
    kind: EventKind | None,
    body: dict[str, Any],
    *,
    trouble: Trouble | None = None,
    result: dict[str, Any] | None = None,
) -> None:
    code, detail = (trouble.code[:40], trouble.detail[:300]) if trouble else ("", "")
    fields = {"stage": stage, "lease_until_ms": 0, "ended_at_ms": now_ms(), "trouble": code, "detail": detail}
    fields["result"] = result or {}
    fields["secrets"] = b""
    if kind is None:
        Job.objects.filter(pk=job.pk, stage__in=OPEN).update(**fields)
        return
    with system_action(job.organisation, while_closed=is_half_way(job.work, job.step)) as record:
        Job.objects.filter(pk=job.pk, stage__in=OPEN).update(**fields)
        record.event(kind, Subject("site", job.plan.site.uid), {"job": job.uid, **body})
