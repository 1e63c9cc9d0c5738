"""An archive that was brought in goes out again, from every place; what the vault took itself never goes this way."""

from collections.abc import Mapping
from typing import Any

from rempart.backup.actions.ask import ask
from rempart.backup.actions.desk import JobDesk
from rempart.backup.actions.opened import repository_of
from rempart.backup.actions.take_snapshot import has_pruner
from rempart.backup.core.place import Identity
from rempart.backup.core.stages import OPEN, Work
from rempart.backup.core.updraft import MARK
from rempart.backup.net import restic
from rempart.backup.store.models import Job, Plan, Snapshot
from rempart.channel.source import Trouble
from rempart.directory.actions.action import system_action
from rempart.directory.store.models import Account
from rempart.events import backup as events
from rempart.terms.moment import rfc3339
from rempart.terms.scope import Subject


class InUse(Exception):
    """A restore of it waits or goes on."""


def ask_forget(actor: Account, plan: Plan, nonce: str) -> Job:
    """Raises LookupError when no such archive is there, InUse."""
    rows = Snapshot.objects.filter(vault__plan=plan, brought_from=f"{MARK}:{nonce}")
    if not rows.exists():
        raise LookupError(nonce)
    if Job.objects.filter(plan=plan, stage__in=OPEN, snapshot__in=rows).exists():
        raise InUse(nonce)
    return ask(actor, plan, Work.FORGET, wanted={"set": nonce})


def forget_archive(job: Job, desk: JobDesk) -> dict[str, Any]:
    """Place by place; one that is gone already is gone. Raises Trouble where a place lets nobody here delete."""
    mark = f"{MARK}:{job.wanted.get('set', '')}"
    rows = Snapshot.objects.filter(vault__plan=job.plan, brought_from=mark)
    found = list(rows.select_related("vault__store", "vault__plan__site", "vault__plan__organisation").order_by("pk"))
    if any(row.vault.is_delete_refused and not has_pruner(row.vault) for row in found):
        raise Trouble("append_only", "the store's own owner removes it there")
    for row in found:
        repository = repository_of(row.vault, Identity.PRUNE)
        for told in restic.snapshots(repository):
            if is_brought(told, mark) and str(told["id"]).startswith(row.restic_id):
                restic.drop(repository, str(told["id"]), desk)
        Snapshot.objects.filter(pk=row.pk).delete()
    if found:
        with system_action(job.organisation) as record:
            body = {"moment": rfc3339(found[0].taken_at_ms), "places": len(found), "snapshot": found[0].restic_id}
            record.event(events.ARCHIVE_REMOVED, Subject("site", job.plan.site.uid), body)
    return {"places": len(found)}


def is_brought(told: Mapping[str, Any], mark: str) -> bool:
    """By what the repository itself says: a row that names another snapshot removes nothing."""
    return mark.replace(":", "-") in (told.get("tags") or ())
