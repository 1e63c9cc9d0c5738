"""The API of the vault: reading plans, snapshots and work, and asking for work; settings and secrets are not shown."""

from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from ninja.errors import HttpError
from pydantic import Field

from rempart.backup.actions.ask import ask
from rempart.backup.actions.bring_in import found_in
from rempart.backup.actions.forget_archive import InUse, ask_forget
from rempart.backup.actions.tell_backups import three_two_one
from rempart.backup.core.stages import Work
from rempart.backup.core.updraft import Found
from rempart.backup.store.models import Job, Plan, Snapshot
from rempart.backup.web.present import gate_of
from rempart.channel.source import Trouble
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import Answer, Sent, moment, needs
from rempart.directory.web.paging import Paged, listed, page
from rempart.terms.moment import rfc3339

router = Router(tags=["vault"])


class Wish(Sent):
    """What to do."""

    work: Literal["snapshot", "verify", "rehearse"]


class Back(Sent):
    """What to bring back: everything, or the files and tables named; `snapshot` is a uid of the list, else the newest."""

    snapshot: str | None = Field(default=None, max_length=16)
    files: list[str] = Field(default_factory=list, max_length=1_000)
    tables: list[str] = Field(default_factory=list, max_length=1_000)


class Archive(Sent):
    """One set of UpdraftPlus; `phrase` only where its database is encrypted."""

    set: str = Field(pattern=r"^[0-9a-f]{12}$")
    folder: str = Field(default="", max_length=4_000)
    phrase: str = Field(default="", max_length=1_000)


def _plan(request: HttpRequest, uid: str, permission: Permission = Permission.READ_BACKUPS) -> Plan:
    site = fence.site(request, uid, permission)
    return get_object_or_404(Plan.objects.select_related("site", "organisation"), site=site)


def _snapshot(row: Snapshot) -> dict[str, Any]:
    return {
        "uid": row.uid, "snapshot": row.restic_id, "taken_at": rfc3339(row.taken_at_ms), "bytes": row.bytes,
        "files": row.files, "tables": row.tables, "rows": row.rows, "place": row.vault.store.uid,
        "verified_at": moment(row.verified_at_ms), "notes": list(row.notes), "checkpoint": row.is_checkpoint,
        "brought_from": row.brought_from.partition(":")[0] or None,
    }  # fmt: skip


def _job(row: Job) -> dict[str, Any]:
    return {
        "uid": row.uid, "work": row.work, "stage": row.stage, "step": row.step or None,
        "progress": row.progress, "trouble": row.trouble or None, "asked_at": rfc3339(row.asked_at_ms),
        "ended_at": moment(row.ended_at_ms), "result": row.result,
    }  # fmt: skip


@router.get("/sites/{uid}/vault")
@needs(Permission.READ_BACKUPS)
def vault(request: HttpRequest, uid: str) -> dict[str, Any]:
    """How a site is kept, and whether it stands on three, two and one."""
    plan = _plan(request, uid)
    count = three_two_one(plan)
    return {
        "source": plan.source, "every_s": plan.every_s, "on": plan.is_on, "rto_s": plan.rto_s, "rpo_s": plan.rpo_s,
        "unrest": plan.unrest.split(",") if plan.unrest else [], "failed_in_a_row": plan.failed_in_a_row,
        "copies": count.copies, "media": count.media, "elsewhere": count.elsewhere, "offline": count.offline,
        "stands": count.stands,
    }  # fmt: skip


@router.get("/sites/{uid}/vault/snapshots")
@needs(Permission.READ_BACKUPS)
def snapshots(request: HttpRequest, uid: str, asked: Query[Paged]) -> dict[str, Any]:
    """Every moment that can be chosen, in each place."""
    rows = Snapshot.objects.filter(vault__plan=_plan(request, uid)).select_related("vault__store")
    found, more = page(rows, asked)
    return listed([_snapshot(row) for row in found], more)


@router.get("/sites/{uid}/vault/jobs")
@needs(Permission.READ_BACKUPS)
def jobs(request: HttpRequest, uid: str, asked: Query[Paged]) -> dict[str, Any]:
    """Work that was asked for, and what became of it."""
    found, more = page(Job.objects.filter(plan=_plan(request, uid)), asked)
    return listed([_job(row) for row in found], more)


@router.post("/sites/{uid}/vault/jobs", response={202: dict[str, Any]})
@needs(Permission.RUN_BACKUPS)
def begin(request: HttpRequest, uid: str, wish: Wish) -> Answer:
    """Asks for work; it begins within seconds."""
    plan = _plan(request, uid, Permission.RUN_BACKUPS)
    return Answer(202, _job(ask(fence.account(request), plan, Work(wish.work))))


@router.get("/sites/{uid}/vault/archives")
@needs(Permission.MANAGE_BACKUPS)
def archives(request: HttpRequest, uid: str, folder: str = "") -> dict[str, Any]:
    """Sets of UpdraftPlus in a folder of this machine that the operator has opened; without one those that were sent."""
    plan = _plan(request, uid, Permission.MANAGE_BACKUPS)
    found = _found(plan, folder)
    return {
        "sets": [
            {
                "set": one.nonce, "moment": one.moment, "files": len(one.pieces), "lacks": list(one.lacks),
                "gap": one.gap or None, "encrypted": one.is_sealed,
            }
            for one in found
        ]
    }  # fmt: skip


def _found(plan: Plan, folder: str) -> list[Found]:
    try:
        return found_in(plan, folder)
    except Trouble as trouble:
        raise HttpError(422, f"{trouble.code}: {trouble.detail}") from trouble


@router.post("/sites/{uid}/vault/imports", response={202: dict[str, Any]})
@needs(Permission.MANAGE_BACKUPS)
def bring_in(request: HttpRequest, uid: str, archive: Archive) -> Answer:
    """Brings one set of UpdraftPlus into the vault, dated by its own moment."""
    plan = _plan(request, uid, Permission.MANAGE_BACKUPS)
    if archive.set not in {one.nonce for one in _found(plan, archive.folder)}:
        raise HttpError(422, "missing: no such set there")
    wanted = {"folder": archive.folder, "set": archive.set}
    return Answer(202, _job(ask(fence.account(request), plan, Work.IMPORT, wanted=wanted, secret=archive.phrase)))


@router.delete("/sites/{uid}/vault/archives/{nonce}", response={202: dict[str, Any]})
@needs(Permission.MANAGE_BACKUPS)
def remove_archive(request: HttpRequest, uid: str, nonce: str) -> Answer:
    """Removes one set that was brought in from every place, for good. 409: a restore of it waits or goes on."""
    plan = _plan(request, uid, Permission.MANAGE_BACKUPS)
    try:
        return Answer(202, _job(ask_forget(fence.account(request), plan, nonce)))
    except LookupError as no:
        raise Http404 from no
    except InUse as no:
        raise HttpError(409, "in_use") from no


@router.get("/sites/{uid}/vault/restores/window")
@needs(Permission.RESTORE)
def window(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Asked of the site now: does somebody there have to allow a restore first (`asked`), is it allowed (`open`, null =
    the site does not answer), until when, and where it is allowed."""
    gate = gate_of(_plan(request, uid, Permission.RESTORE))
    found = gate.opening
    return {
        "asked": gate.is_asked, "open": found.is_open if found else None if gate.is_asked else True,
        "until": moment(found.until_ms) if found else None, "where": found.href if found else None,
    }  # fmt: skip


@router.post("/sites/{uid}/vault/restores", response={202: dict[str, Any]})
@needs(Permission.RESTORE)
def restore(request: HttpRequest, uid: str, back: Back) -> Answer:
    """Brings a site back; the present state is kept first."""
    plan = _plan(request, uid, Permission.RESTORE)
    row = get_object_or_404(Snapshot, vault__plan=plan, uid=back.snapshot or _newest(plan))
    wanted = {"files": back.files, "tables": back.tables} if back.files or back.tables else {}
    return Answer(202, _job(ask(fence.account(request), plan, Work.RESTORE, snapshot=row, wanted=wanted)))


def _newest(plan: Plan) -> str:
    rows = Snapshot.objects.filter(vault__plan=plan, is_checkpoint=False, brought_from="")
    rows = rows.order_by("-taken_at_ms", "vault__order", "-pk")
    return rows.values_list("uid", flat=True).first() or ""
