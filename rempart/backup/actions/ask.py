"""Work of the vault that a person, a program or the clock asks for. Asking is quick; the worker does it."""

from collections.abc import Mapping
from typing import Any

from rempart.backup.core.stages import OPEN, Stage, Step, Work
from rempart.backup.store.models import Escrow, Job, Plan, Snapshot
from rempart.channel import sealed as seals
from rempart.directory.actions.action import Record, action, now_ms, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.sealed_field import context_of
from rempart.events import backup as events
from rempart.terms.scope import Subject

NEEDS = {
    Work.SNAPSHOT: Permission.RUN_BACKUPS,
    Work.VERIFY: Permission.RUN_BACKUPS,
    Work.REHEARSE: Permission.RUN_BACKUPS,
    Work.RESTORE: Permission.RESTORE,
    Work.UNDO: Permission.RESTORE,
    Work.IMPORT: Permission.MANAGE_BACKUPS,
    Work.FORGET: Permission.MANAGE_BACKUPS,
}
ASKED = {
    Work.RESTORE: events.RESTORE_ASKED,
    Work.UNDO: events.RESTORE_ASKED,
    Work.IMPORT: events.ARCHIVE_ASKED,
    Work.FORGET: events.ARCHIVE_UNWANTED,
}


def ask(
    actor: Account | None,
    plan: Plan,
    work: Work,
    *,
    snapshot: Snapshot | None = None,
    wanted: Mapping[str, Any] | None = None,
    secret: str = "",
) -> Job:
    """The job; the one that waits already when the same is asked twice. Without an actor the clock asks. `secret` is
    sealed beside it."""
    if actor is None:
        with system_action(plan.organisation) as record:
            return _ask(record, plan, work, snapshot, wanted, secret)
    with action(actor, plan.organisation, NEEDS[work], on=plan.site) as record:
        return _ask(record, plan, work, snapshot, wanted, secret)


def _ask(
    record: Record, plan: Plan, work: Work, snapshot: Snapshot | None, wanted: Mapping[str, Any] | None, secret: str
) -> Job:
    if snapshot is not None and snapshot.vault.plan_id != plan.pk:
        raise ValueError("a snapshot of another site")
    same = Job.objects.filter(plan=plan, work=work, stage__in=OPEN, wanted=dict(wanted or {}), snapshot=snapshot)
    if work in (Work.SNAPSHOT, Work.VERIFY, Work.IMPORT, Work.FORGET) and (found := same.first()):
        record.event(events.SNAPSHOT_ASKED, Subject("site", plan.site.uid), {"work": work.value, "again": 1})
        return found
    row = Job(
        organisation=plan.organisation,
        plan=plan,
        work=work.value,
        stage=Stage.WAITING.value,
        asked_by=record.actor,
        asked_at_ms=now_ms(),
        snapshot=snapshot,
        wanted=dict(wanted or {}),
    )
    if secret:
        row.secrets = seals.encrypt(secret.encode(), context_of(row, "secrets"))
    row.save()
    kind = ASKED.get(work, events.SNAPSHOT_ASKED)
    record.event(kind, Subject("site", plan.site.uid), {"work": work.value, "job": row.uid, "what": _what(row)})
    return row


def _what(job: Job) -> str:
    """In a word, without a path."""
    if job.work in (Work.UNDO, Work.IMPORT, Work.FORGET):
        return job.work
    files, tables = len(job.wanted.get("files", ())), len(job.wanted.get("tables", ()))
    return f"{files} files, {tables} tables" if files or tables else "everything"


def stop(actor: Account, job: Job) -> None:
    """It ends at its next look; a restore returns to the state before, unless it is live already."""
    with action(actor, job.organisation, NEEDS[Work(job.work)], on=job.plan.site) as record:
        Job.objects.filter(pk=job.pk, stage__in=OPEN).update(is_stop_asked=True)
        record.event(events.JOB_STOPPED, Subject("site", job.plan.site.uid), {"work": job.work, "asked": 1})


def undo(actor: Account, job: Job) -> Job:
    """Take a restore back while what was there before is still kept. Raises LookupError when it is not."""
    if job.step != Step.LIVE or job.undo_until_ms is None or job.undo_until_ms < now_ms():
        raise LookupError("what was there before is no longer kept")
    return ask(actor, job.plan, Work.UNDO, wanted={"job": job.uid})


def note_printed(actor: Account, organisation: Organisation) -> None:
    """The shares were shown; they are not shown again."""
    with action(actor, organisation, Permission.MANAGE_BACKUPS) as record:
        Escrow.objects.filter(organisation=organisation).update(printed_at_ms=now_ms())
        record.event(events.SHARES_PRINTED, Subject("organisation", organisation.uid), {})
