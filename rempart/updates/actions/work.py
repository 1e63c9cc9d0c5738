"""Takes one job with a lease, does it, and notes what came of it. No transaction is open while it works."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from rempart.channel.copies import Copy
from rempart.channel.source import Desk, Stopped, Trouble
from rempart.directory.actions import lease
from rempart.directory.actions.action import Closed, now_ms, system_action
from rempart.directory.actions.lease import LeasedDesk
from rempart.events import updates as events
from rempart.events.kind import EventKind
from rempart.terms.scope import Subject
from rempart.updates.actions import paths
from rempart.updates.actions.apply_live import apply
from rempart.updates.actions.take_back import compare, undo
from rempart.updates.actions.tell import tell_site
from rempart.updates.actions.try_on_copy import try_on, try_update
from rempart.updates.core.package import Refused
from rempart.updates.core.sheet import Sheet, to_json
from rempart.updates.core.stages import HALF_WAY, LEASE_MS, MAX_TRIES, OPEN, Stage, Step, Work, is_half_way
from rempart.updates.store.models import Job


def _try(job: Job, desk: LeasedDesk) -> dict[str, Any]:
    lease.require_patience(job, MAX_TRIES)
    return _noted(job, try_update(job, desk))


def _noted(job: Job, sheet: Sheet) -> dict[str, Any]:
    with system_action(job.organisation) as record:
        body = {
            "slug": job.package.slug, "before": sheet.before or "-", "after": sheet.after or "-", "job": job.uid,
            "sha256": job.package.sha256, "failed": ", ".join(sheet.failed), "seconds": sheet.seconds,
        }  # fmt: skip
        kind = events.TRIED if sheet.is_passed else events.HELD_BACK
        record.event(kind, Subject("site", job.site.uid), body)
    return {"sheet": to_json(sheet), "passed": sheet.is_passed}


DOES: dict[Work, Callable[[Job, LeasedDesk], dict[str, Any]]] = {
    Work.TRY: _try,
    Work.APPLY: apply,
    Work.COMPARE: compare,
    Work.UNDO: undo,
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
    due = due.select_related("package__site", "site__organisation", "organisation")
    return lease.claim(due, LEASE_MS, _is_free)


def _is_free(job: Job) -> bool:
    return not Job.objects.filter(site=job.site, stage=Stage.RUNNING).exclude(pk=job.pk).exists()


def do(job: Job, also: lease.Also | None = None) -> Job:
    """Until it is done or failed; the row says which."""
    return _through(job, lambda: DOES[Work(job.work)](job, desk_of(job, also)))


def desk_of(job: Job, also: lease.Also | None = None) -> LeasedDesk:
    """Of a job that is ours."""
    return LeasedDesk(job, LEASE_MS, also)


def try_there(job: Job, copy: Copy, desk: Desk) -> Job:
    """A trial on a copy that somebody else opened and closes."""
    return _through(job, lambda: _noted(job, try_on(copy, job, desk_of(job, desk.tell))))


def _through(job: Job, does: Callable[[], dict[str, Any]]) -> Job:
    try:
        _work(job, does)
    except Closed:
        lease.give_back(job)
    job.refresh_from_db()
    return job


def _work(job: Job, does: Callable[[], dict[str, Any]]) -> None:
    try:
        result = does()
    except Stopped:
        pass  # another worker has it
    except (Trouble, Refused) as trouble:
        _failed(job, trouble)
        tell_site(job.site)
    else:
        _end(job, Stage.DONE, None, {}, result=result)
        tell_site(job.site)


def _failed(job: Job, trouble: Trouble | Refused) -> None:
    """A return has said so already."""
    kind: EventKind | None = None
    if job.work == Work.TRY:
        kind = events.TRIAL_STOPPED
    elif job.work in (Work.APPLY, Work.UNDO) and job.step not in (Step.RETURNED, Step.RETURN):
        kind = events.FAILED if job.work == Work.APPLY else events.STUCK if trouble.code != "seen_other" else None
    if job.work in (Work.TRY, Work.COMPARE):
        paths.forget(job)
    _end(job, Stage.FAILED, kind, {"slug": job.package.slug, "trouble": trouble.code}, trouble=trouble)


def _end(
    job: Job,
    stage: Stage,
    kind: EventKind | None,
    body: dict[str, Any],
    *,
    trouble: Trouble | Refused | None = None,
    result: dict[str, Any] | None = None,
) -> None:
    code, detail = (trouble.code[:40], trouble.detail[:300]) if trouble else ("", "")
    fields = {"stage": stage, "lease_until_ms": 0, "ended_at_ms": now_ms(), "trouble": code, "detail": detail}
    fields["result"] = result or {}
    if kind is None:
        Job.objects.filter(pk=job.pk, stage__in=OPEN).update(**fields)
        return
    with system_action(job.organisation, while_closed=is_half_way(job.work, job.step)) as record:
        Job.objects.filter(pk=job.pk, stage__in=OPEN).update(**fields)
        record.event(kind, Subject("site", job.site.uid), {"job": job.uid, **body})
