"""The API of updates: what is offered, packages and their trials, and work on them. Pictures stay on the pages."""

from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from ninja.errors import HttpError
from pydantic import Field

from rempart.channel.source import Trouble
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.calls import Answer, Sent, moment, needs
from rempart.directory.web.paging import Paged, listed, page
from rempart.terms.moment import rfc3339
from rempart.updates.actions.ask import apply, ask, compare, live_of, undo
from rempart.updates.actions.take_package import take_address, take_upload
from rempart.updates.actions.versions import offers_of
from rempart.updates.core.package import MAX_PACKED, Refused
from rempart.updates.core.stages import Work
from rempart.updates.store.models import Job, Package
from rempart.updates.web import present

router = Router(tags=["updates"])


class PackageAddress(Sent):
    """Where the package lies, https."""

    address: str = Field(min_length=9, max_length=2_000)


class UpdateWish(Sent):
    """What to do. `looked`: a person has seen the pictures that changed. `seen`: what the list of losses carries, for the
    database to go back too."""

    work: Literal["apply", "compare", "undo"]
    looked: bool = False
    seen: str = Field(default="", max_length=64)


def package_json(row: Package) -> dict[str, Any]:
    """One package, with how it stands."""
    sheet = present.sheet_of(present.trial(row))
    return {
        "uid": row.uid, "kind": row.kind, "slug": row.slug, "title": row.title, "before": row.before or None,
        "version": row.version, "sha256": row.sha256, "published_files": row.sums, "came": row.came,
        "gone": row.is_gone, "live": live_of(row) is not None,
        "trial": None if sheet is None else {
            "passed": sheet.is_passed, "looks_other": sheet.looks_other, "needs_pause": sheet.needs_pause,
            "seconds": sheet.seconds, "copy_of": rfc3339(sheet.from_ms),
            "checks": [
                {"check": one.code, "outcome": one.outcome, "numbers": one.numbers, "items": list(one.items)}
                for one in sheet.checks
            ],
            "pages": [{"path": one.path, "changed_share": one.share, "masked": one.masked} for one in sheet.shots],
        },
    }  # fmt: skip


def job_json(row: Job) -> dict[str, Any]:
    """One piece of work."""
    told = {
        name: row.result[name]
        for name in ("passed", "losses", "seen", "pause_s", "database", "network", "network_left")
        if name in row.result
    }
    return {
        "uid": row.uid, "package": row.package.uid, "work": row.work, "stage": row.stage, "step": row.step or None,
        "progress": row.progress, "trouble": row.trouble or None, "asked_at": rfc3339(row.asked_at_ms),
        "ended_at": moment(row.ended_at_ms), "undo_until": moment(row.undo_until_ms), "result": told,
    }  # fmt: skip


def _package(request: HttpRequest, uid: str, package: str, permission: Permission = Permission.READ) -> Package:
    site: Site = fence.site(request, uid, permission)
    return get_object_or_404(Package.objects.select_related("site", "organisation"), site=site, uid=package)


@router.get("/sites/{uid}/updates")
@needs(Permission.READ)
def updates(request: HttpRequest, uid: str, asked: Query[Paged]) -> dict[str, Any]:
    """Packages that were brought, newest first."""
    found, more = page(Package.objects.filter(site=fence.site(request, uid)), asked)
    return listed([package_json(row) for row in found], more)


@router.get("/sites/{uid}/updates/offers")
@needs(Permission.READ)
def offers(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Parts for which the inventory knows a newer release."""
    found = offers_of(fence.site(request, uid))
    items = [
        {
            "kind": one.kind,
            "slug": one.slug,
            "version": one.version,
            "newest": one.newest,
            "is_elsewhere": one.is_elsewhere,
        }
        for one in found
    ]
    return listed(items, None)


@router.get("/sites/{uid}/updates/{package}/jobs")
@needs(Permission.READ)
def jobs(request: HttpRequest, uid: str, package: str, asked: Query[Paged]) -> dict[str, Any]:
    """Work on one package, and what became of it."""
    found, more = page(Job.objects.filter(package=_package(request, uid, package)).select_related("package"), asked)
    return listed([job_json(row) for row in found], more)


@router.post("/sites/{uid}/updates", response={201: dict[str, Any]})
@needs(Permission.TRY_UPDATES)
def bring(request: HttpRequest, uid: str, where: PackageAddress) -> Answer:
    """Takes a package in from its address; a trial is asked for apart."""
    site = fence.site(request, uid, Permission.TRY_UPDATES)
    try:
        return Answer(201, package_json(take_address(fence.account(request), site, where.address)))
    except (Refused, Trouble) as why:
        raise HttpError(422, f"The package was refused: {why.code}") from why


@router.post("/sites/{uid}/updates/upload", response={201: dict[str, Any]})
@needs(Permission.TRY_UPDATES)
def upload(request: HttpRequest, uid: str) -> Answer:
    """Takes a package in: the body is the zip archive itself."""
    site = fence.site(request, uid, Permission.TRY_UPDATES)
    try:
        return Answer(201, package_json(take_upload(fence.account(request), site, request.read(MAX_PACKED + 1))))
    except Refused as why:
        raise HttpError(422, f"The package was refused: {why.code}") from why


@router.post("/sites/{uid}/updates/{package}/trials", response={202: dict[str, Any]})
@needs(Permission.TRY_UPDATES)
def try_it(request: HttpRequest, uid: str, package: str) -> Answer:
    """Tries it on a copy; the live site is not touched."""
    row = _package(request, uid, package, Permission.TRY_UPDATES)
    try:
        return Answer(202, job_json(ask(fence.account(request), row, Work.TRY)))
    except LookupError as gone:
        raise HttpError(409, "The package was put away") from gone


@router.post("/sites/{uid}/updates/{package}/jobs", response={202: dict[str, Any]})
@needs(Permission.APPLY_UPDATES)
def work(request: HttpRequest, uid: str, package: str, wish: UpdateWish) -> Answer:
    """Lays it live, lists what a return of the database would lose, or takes it back."""
    row, actor = _package(request, uid, package, Permission.APPLY_UPDATES), fence.account(request)
    try:
        if wish.work == "apply":
            return Answer(202, job_json(apply(actor, row, looked=wish.looked)))
        live = live_of(row)
        if live is None:
            raise HttpError(409, "What was there before is no longer kept")
        return Answer(202, job_json(compare(actor, live) if wish.work == "compare" else undo(actor, live, wish.seen)))
    except LookupError as gone:
        raise HttpError(409, "The package was put away") from gone
