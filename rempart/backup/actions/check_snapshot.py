"""Does a snapshot still hold what it held? The repository's own check, then the manifest against what is listed."""

import hashlib
from typing import Any

from rempart.backup.actions.desk import JobDesk
from rempart.backup.actions.opened import repository_of
from rempart.backup.actions.plans import in_use
from rempart.backup.actions.try_to_delete import try_to_delete
from rempart.backup.core.manifest import write
from rempart.backup.net import fetch, restic
from rempart.backup.store.models import Job, Snapshot, Vault
from rempart.channel.source import Trouble
from rempart.directory.actions.action import now_ms, system_action
from rempart.events import backup as events
from rempart.terms.scope import Subject

SHARE = "5%"  # of the data read again at each check: all of it within about three weeks of daily checks


def verify(job: Job, desk: JobDesk) -> dict[str, Any]:
    """Every place. Raises Trouble when one of them does not hold what it should."""
    checked, last = list[Snapshot](), None
    for vault in in_use(job.plan):
        try:
            checked += _one(vault, desk)
        except Trouble as trouble:
            last = trouble
            with system_action(vault.organisation) as record:
                body = {"trouble": trouble.code, "store": vault.store.uid}
                record.event(events.VERIFICATION_FAILED, Subject("site", job.plan.site.uid), body)
    if last is not None:
        raise last
    if not checked:
        raise Trouble("missing", "there is no snapshot yet")
    return {"snapshot": checked[0].restic_id, "bytes": checked[0].bytes, "verified": True, "places": len(checked)}


def _one(vault: Vault, desk: JobDesk) -> list[Snapshot]:
    # What was brought in comes after everything of our own, whatever moment it claims.
    row = Snapshot.objects.filter(vault=vault).order_by("brought_from", "-taken_at_ms", "-pk").first()
    if row is None:
        return []
    repository = repository_of(vault)
    _gone(vault, repository)
    restic.check(repository, desk, SHARE)
    told = fetch.manifest(repository, row.restic_id)
    if hashlib.sha256(write(told)).hexdigest() != row.digest:
        raise Trouble("poisoned", "the manifest is not the one that was written")
    holds = restic.look(repository, row.restic_id)
    if (holds.files, holds.bytes) != (row.files, row.bytes):
        raise Trouble("poisoned", f"{holds.files} files of {row.files}, {holds.bytes} bytes of {row.bytes}")
    with system_action(vault.organisation) as record:
        moment = now_ms()
        Snapshot.objects.filter(pk=row.pk).update(verified_at_ms=moment)
        Vault.objects.filter(pk=vault.pk).update(checked_at_ms=moment)
        body = {"snapshot": row.restic_id, "store": vault.store.uid}
        record.event(events.VERIFIED, Subject("site", vault.plan.site.uid), body)
    try_to_delete(vault, desk)
    return [row]


def _gone(vault: Vault, repository: restic.Repository) -> None:
    """Snapshots that somebody else took away are no longer listed, and that is said. Raises Trouble."""
    there = {one["id"] for one in restic.snapshots(repository)}
    rows = Snapshot.objects.filter(vault=vault)
    whole = {row.pk: next((one for one in there if one.startswith(row.restic_id)), "") for row in rows}
    for row in rows:
        if len(row.restic_id) < len(whole[row.pk]):
            Snapshot.objects.filter(pk=row.pk).update(restic_id=whole[row.pk])
    lost = [pk for pk, known in whole.items() if not known]
    if lost:
        Snapshot.objects.filter(pk__in=lost).delete()
        raise Trouble("snapshots_gone", f"{len(lost)} snapshots are no longer there, and nobody here took them away")
