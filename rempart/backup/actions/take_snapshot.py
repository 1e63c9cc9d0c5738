"""One snapshot of a site into every place of its plan; old ones go only while nothing looks unusual."""

import hashlib
import time
from collections.abc import Collection
from typing import Any

from rempart.backup.actions.desk import JobDesk
from rempart.backup.actions.opened import origin_of, repository_of, settings_of, source_of, work_folder
from rempart.backup.actions.plans import in_use
from rempart.backup.core.keeping import Keep
from rempart.backup.core.manifest import write
from rempart.backup.core.place import Identity
from rempart.backup.core.unrest import Change, reasons
from rempart.backup.net import restic
from rempart.backup.net.scrambled import look
from rempart.backup.net.snapshot import Ready, keep, ready
from rempart.backup.store.models import Job, Plan, Snapshot, Vault
from rempart.channel.source import Trouble
from rempart.directory.actions.action import now_ms, system_action
from rempart.events import backup as events
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

PRUNE_EVERY_MS = DAY_S * 1_000


def take(job: Job, desk: JobDesk, *, is_checkpoint: bool = False) -> dict[str, Any]:
    """What a person is told of it. Raises Trouble when no place has it."""
    plan, began = job.plan, time.monotonic()
    vaults = in_use(plan)
    if not vaults:
        raise Trouble("no_place", "the plan names no place")
    copy = ready(source_of(plan), origin_of(plan), work_folder(plan), desk)
    before = newest(plan)
    kept, last = list[tuple[Snapshot, restic.Made]](), Trouble("no_place")
    for vault in vaults:
        try:
            kept.append(_into(vault, copy, desk, began, is_checkpoint=is_checkpoint))
        except Trouble as trouble:
            last = trouble
            _note_place(vault, trouble)
    if not kept:
        raise last
    found = () if is_checkpoint or before is None else _unrest(before, *kept[0], copy)
    first = kept[0][0]
    with system_action(plan.organisation) as record:
        Plan.objects.filter(pk=plan.pk).update(failed_in_a_row=0)
        body = {
            "files": copy.manifest.files, "rows": copy.manifest.rows, "bytes": first.bytes, "places": len(kept),
            "of": len(vaults), "snapshot": first.restic_id, "digest": first.digest, "taken_at_ms": first.taken_at_ms,
            "notes": ",".join(copy.manifest.notes),
        }  # fmt: skip
        record.event(events.SNAPSHOT_TAKEN, Subject("site", plan.site.uid), body)
        if found:
            told = Plan.objects.filter(pk=plan.pk, unrest="").update(unrest=",".join(found), unrest_at_ms=now_ms())
            if told:
                body = {"reasons": ", ".join(found), "snapshot": first.restic_id}
                record.event(events.UNREST_NOTICED, Subject("site", plan.site.uid), body)
    if not is_checkpoint:
        for vault in vaults:
            _tend(vault, desk)
    return {
        "snapshot": first.restic_id, "bytes": first.bytes, "bytes_added": first.bytes_added, "files": first.files,
        "rows": first.rows, "places": len(kept), "unrest": list(found), "uid": first.uid,
    }  # fmt: skip


def newest(plan: Plan) -> Snapshot | None:
    """Of this site, in any place; what was kept before a restore is what somebody wanted to leave, and the moment of what
    was brought in is a stranger's word."""
    return (
        Snapshot.objects.filter(vault__plan=plan, is_checkpoint=False, brought_from="")
        .order_by("-taken_at_ms", "vault__order", "-pk")
        .first()
    )


def _into(
    vault: Vault, copy: Ready, desk: JobDesk, began: float, *, is_checkpoint: bool
) -> tuple[Snapshot, restic.Made]:
    repository = made_ready(vault)
    made = keep(repository, copy, desk, ("checkpoint",) if is_checkpoint else ())
    row = listed(vault, copy, made, began, is_checkpoint=is_checkpoint)
    Vault.objects.filter(pk=vault.pk).update(last_ok_ms=now_ms(), trouble="")
    return row, made


def made_ready(vault: Vault) -> restic.Repository:
    """Its repository, made at first use. Raises Trouble."""
    repository = repository_of(vault)
    if not vault.is_ready:
        restic.init(repository)
        Vault.objects.filter(pk=vault.pk).update(is_ready=True)
    return repository


def listed(vault: Vault, copy: Ready, made: restic.Made, began: float, **more: Any) -> Snapshot:
    """The row of a snapshot that restic has whole."""
    told = copy.manifest
    return Snapshot.objects.create(
        organisation=vault.organisation, vault=vault, restic_id=made.id, taken_at_ms=told.taken_at_ms,
        files=made.files, bytes=made.bytes, bytes_added=made.bytes_added, tables=len(told.tables), rows=told.rows,
        seconds=round(time.monotonic() - began), digest=hashlib.sha256(write(told)).hexdigest(),
        notes=list(told.notes), **more,
    )  # fmt: skip


def _note_place(vault: Vault, trouble: Trouble) -> None:
    """Shouted once for each trouble, not at every run."""
    if vault.trouble == trouble.code:
        return
    with system_action(vault.organisation) as record:
        Vault.objects.filter(pk=vault.pk).update(trouble=trouble.code)
        body = {"trouble": trouble.code, "kind": vault.store.kind}
        record.event(events.PLACE_FAILED, Subject("store", vault.store.uid), body)


def _unrest(before: Snapshot, now: Snapshot, made: restic.Made, copy: Ready) -> tuple[str, ...]:
    seen = look(copy.copied.files, before.taken_at_ms / 1_000)
    return reasons(
        Change(
            before.files,
            now.files,
            made.files_changed,
            made.files_new,
            before.rows,
            now.rows,
            seen.looked_at,
            seen.scrambled,
        )
    )


def _tend(vault: Vault, desk: JobDesk) -> None:
    """Once a day old ones go, from the day after the first; unless something is unusual."""
    moment = now_ms()
    vault.plan.refresh_from_db(fields=["unrest"])
    if vault.plan.unrest or vault.pruned_at_ms > moment - PRUNE_EVERY_MS:
        return
    if vault.pruned_at_ms == 0:
        Vault.objects.filter(pk=vault.pk).update(pruned_at_ms=moment)
        return
    try:
        prune(vault, desk)
    except Trouble as trouble:
        _note_place(vault, trouble)


def prune(vault: Vault, desk: JobDesk) -> int:
    """With the pruning identity. How many went. Raises Trouble."""
    plan = vault.plan
    Vault.objects.filter(pk=vault.pk).update(pruned_at_ms=now_ms())
    if vault.is_delete_refused and not has_pruner(vault):
        return 0  # append-only, and nobody here may delete: the store's own owner prunes
    keeps = Keep(plan.keep_hourly, plan.keep_daily, plan.keep_weekly, plan.keep_monthly)
    gone = restic.forget(repository_of(vault, Identity.PRUNE), keeps.flags(), desk)
    if gone:
        with system_action(vault.organisation) as record:
            rows = Snapshot.objects.filter(vault=vault)
            Snapshot.objects.filter(pk__in=[row.pk for row in rows if _is_in(row.restic_id, gone)]).delete()
            body = {"count": len(gone), "store": vault.store.uid}
            record.event(events.SNAPSHOTS_PRUNED, Subject("site", plan.site.uid), body)
    return len(gone)


def _is_in(short: str, ids: Collection[str]) -> bool:
    return any(one.startswith(short) for one in ids)


def has_pruner(vault: Vault) -> bool:
    given = settings_of(vault.store)
    return any(value for name, value in given.items() if name.startswith("prune_"))
