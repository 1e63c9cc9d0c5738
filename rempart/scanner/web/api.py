"""The API of sites and their measurements."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.remove_site import remove_site
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.idempotent import idempotent
from rempart.directory.web.paging import Paged, listed, page
from rempart.scanner.actions.request_run import request_run
from rempart.scanner.actions.stop_run import stop_run
from rempart.scanner.core.target import BadAddress, parse_target
from rempart.scanner.store.models import Run
from rempart.terms.moment import rfc3339

router = Router(tags=["sites"])
Answer = Status[Any]


class SiteIn(Schema):
    """`is_private`: on this machine or a private network; only where the operator allows it."""

    address: str = Field(min_length=1, max_length=2_048)
    is_private: bool = False


class RunIn(Schema):
    """`active`: with probes, within the owner's recorded consent."""

    active: bool = False


def _site(row: Site) -> dict[str, Any]:
    return {
        "uid": row.uid, "address": row.address, "title": row.title, "is_private": row.is_private,
        "host": row.host.uid if row.host else None,
    }  # fmt: skip


def _run(row: Run) -> dict[str, Any]:
    return {
        "uid": row.uid, "site": row.site.uid, "state": row.state, "active": row.is_active,
        "done": row.done, "total": row.total, "now": row.now_doing, "trouble": row.trouble,
        "finished_at": rfc3339(row.finished_at_ms) if row.finished_at_ms else None,
    }  # fmt: skip


@router.get("/sites")
def sites(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """The sites within reach."""
    fence.demand(request, Permission.READ)
    rows, more = page(fence.visible(request, Site.objects.select_related("host")), asked)
    return listed([_site(row) for row in rows], more)


@router.post("/sites", response={201: Any})
@idempotent
def make_site(request: HttpRequest, sent: SiteIn) -> Answer:
    """Add a site, or find the one with that address. Measure it with POST /sites/{uid}/runs."""
    try:
        target = parse_target(sent.address)
    except BadAddress as bad:
        raise HttpError(422, str(bad)) from bad
    row = add_site(fence.account(request), fence.tenant(request), target.url(""), is_private=sent.is_private)
    return Status(201, _site(row))


@router.get("/sites/{uid}")
def site(request: HttpRequest, uid: str) -> dict[str, Any]:
    """One site."""
    return _site(fence.site(request, uid))


@router.delete("/sites/{uid}", response={204: None})
def end_site(request: HttpRequest, uid: str) -> Answer:
    """Remove a site; its entries stay in the ledger."""
    remove_site(fence.account(request), fence.site(request, uid, Permission.REMOVE_SITE))
    return Status(204, None)


@router.post("/sites/{uid}/runs", response={202: Any})
@idempotent
def measure(request: HttpRequest, uid: str, sent: RunIn) -> Answer:
    """Ask for a measurement; one that waits or works already is the answer."""
    row = fence.site(request, uid, Permission.MEASURE)
    return Status(202, _run(request_run(fence.account(request), row, active=sent.active)))


@router.get("/runs/{uid}")
def run(request: HttpRequest, uid: str) -> dict[str, Any]:
    """How far a measurement is."""
    return _run(fence.fetch(request, Run, uid))


@router.post("/runs/{uid}/stop")
def stop(request: HttpRequest, uid: str) -> dict[str, Any]:
    """End a measurement; what was seen stays."""
    row = fence.fetch(request, Run, uid, Permission.MEASURE)
    stop_run(fence.account(request), row)
    row.refresh_from_db()
    return _run(row)
