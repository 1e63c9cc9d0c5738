"""The API of sites and their measurements."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.remove_site import remove_site
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.calls import Answer, Listed, Sent, moment, needs
from rempart.directory.web.idempotent import idempotent
from rempart.directory.web.paging import Paged, listed, page
from rempart.scanner.actions.give_consent import give_consent
from rempart.scanner.actions.request_run import request_run
from rempart.scanner.actions.set_schedule import MAX_HOURS, end_schedule, set_schedule
from rempart.scanner.actions.stop_run import stop_run
from rempart.scanner.actions.withdraw_consent import withdraw_consent
from rempart.scanner.core.target import BadAddress, parse_target
from rempart.scanner.store.models import Consent, Run, Schedule
from rempart.terms.duration import HOUR_S

router = Router(tags=["sites"])


class SiteIn(Sent):
    """`is_private`: on this machine or a private network; only where the operator allows it."""

    address: str = Field(min_length=1, max_length=2_048)
    is_private: bool = False


class RunIn(Sent):
    """`active`: with probes, within the owner's recorded consent."""

    active: bool = False


class SiteOut(Schema):
    """A site."""

    uid: str
    address: str
    title: str
    is_private: bool
    host: str | None


class RunOut(Schema):
    """A measurement: how far it is, and what stopped it."""

    uid: str
    site: str
    state: str
    active: bool
    done: int
    total: int
    now: str
    trouble: str
    finished_at: str | None


class ScheduleIn(Sent):
    """Every so many hours."""

    every_hours: int = Field(ge=1, le=MAX_HOURS)


class ScheduleOut(Schema):
    """null: the site is measured only when somebody asks."""

    every_hours: int | None
    next_at: str | None


class ConsentIn(Sent):
    """Probes may run on so many days, between two full hours (UTC)."""

    days: int = Field(ge=1, le=365)
    from_hour: int = Field(0, ge=0, le=23)
    until_hour: int = Field(24, ge=1, le=24)


class ConsentOut(Schema):
    """null: no probe runs."""

    until: str | None


def _site(row: Site) -> dict[str, Any]:
    return {
        "uid": row.uid, "address": row.address, "title": row.title, "is_private": row.is_private,
        "host": row.host.uid if row.host else None,
    }  # fmt: skip


def _run(row: Run) -> dict[str, Any]:
    return {
        "uid": row.uid, "site": row.site.uid, "state": row.state, "active": row.is_active,
        "done": row.done, "total": row.total, "now": row.now_doing, "trouble": row.trouble,
        "finished_at": moment(row.finished_at_ms),
    }  # fmt: skip


@router.get("/sites", response=Listed[SiteOut])
@needs(Permission.READ)
def sites(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """The sites within reach."""
    rows, more = page(fence.visible(request, Site.objects.select_related("host")), asked)
    return listed([_site(row) for row in rows], more)


@router.post("/sites", response={201: SiteOut})
@needs(Permission.ADD_SITE, whole=True)
@idempotent
def make_site(request: HttpRequest, sent: SiteIn) -> Answer:
    """Add a site, or find the one with that address. Measure it with POST /sites/{uid}/runs."""
    try:
        target = parse_target(sent.address)
    except BadAddress as bad:
        raise HttpError(422, str(bad)) from bad
    row = add_site(fence.account(request), fence.tenant(request), target.url(""), is_private=sent.is_private)
    return Status(201, _site(row))


@router.get("/sites/{uid}", response=SiteOut)
@needs(Permission.READ)
def site(request: HttpRequest, uid: str) -> dict[str, Any]:
    """One site."""
    return _site(fence.site(request, uid))


@router.delete("/sites/{uid}", response={204: None})
@needs(Permission.REMOVE_SITE)
def end_site(request: HttpRequest, uid: str) -> Answer:
    """Remove a site; its entries stay in the ledger."""
    remove_site(fence.account(request), fence.site(request, uid, Permission.REMOVE_SITE))
    return Status(204, None)


@router.post("/sites/{uid}/runs", response={202: RunOut})
@needs(Permission.MEASURE)
@idempotent
def measure(request: HttpRequest, uid: str, sent: RunIn) -> Answer:
    """Ask for a measurement; one that waits or works already is the answer."""
    row = fence.site(request, uid, Permission.MEASURE)
    return Status(202, _run(request_run(fence.account(request), row, active=sent.active)))


@router.get("/runs/{uid}", response=RunOut)
@needs(Permission.READ)
def run(request: HttpRequest, uid: str) -> dict[str, Any]:
    """How far a measurement is."""
    return _run(fence.fetch(request, Run, uid))


@router.post("/runs/{uid}/stop", response=RunOut)
@needs(Permission.MEASURE)
def stop(request: HttpRequest, uid: str) -> dict[str, Any]:
    """End a measurement; what was seen stays."""
    row = fence.fetch(request, Run, uid, Permission.MEASURE)
    stop_run(fence.account(request), row)
    row.refresh_from_db()
    return _run(row)


@router.get("/sites/{uid}/schedule", response=ScheduleOut)
@needs(Permission.READ)
def schedule(request: HttpRequest, uid: str) -> dict[str, Any]:
    """How often the site is measured by itself."""
    return _schedule(fence.site(request, uid))


def _schedule(row: Site) -> dict[str, Any]:
    plan = Schedule.objects.filter(site=row).first()
    if plan is None:
        return {"every_hours": None, "next_at": None}
    return {"every_hours": plan.every_s // HOUR_S, "next_at": moment(plan.next_at_ms)}


@router.put("/sites/{uid}/schedule", response=ScheduleOut)
@needs(Permission.MEASURE)
def change_schedule(request: HttpRequest, uid: str, sent: ScheduleIn) -> dict[str, Any]:
    """Measure the site by itself from now on."""
    row = fence.site(request, uid, Permission.MEASURE)
    set_schedule(fence.account(request), row, every_hours=sent.every_hours)
    return _schedule(row)


@router.delete("/sites/{uid}/schedule", response={204: None})
@needs(Permission.MEASURE)
def no_schedule(request: HttpRequest, uid: str) -> Answer:
    """Measure it only when somebody asks."""
    end_schedule(fence.account(request), fence.site(request, uid, Permission.MEASURE))
    return Status(204, None)


@router.get("/sites/{uid}/consent", response=ConsentOut)
@needs(Permission.READ)
def consent(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Until when probes may run."""
    return _consent(fence.site(request, uid))


def _consent(row: Site) -> dict[str, Any]:
    given = Consent.objects.filter(site=row, until_ms__gt=now_ms()).order_by("-until_ms").first()
    return {"until": moment(given.until_ms) if given else None}


@router.put("/sites/{uid}/consent", response=ConsentOut)
@needs(Permission.CONSENT)
def consent_to_probes(request: HttpRequest, uid: str, sent: ConsentIn) -> dict[str, Any]:
    """Consent to probes, as whoever is in charge of the site. Ownership is looked for all the same."""
    row = fence.site(request, uid, Permission.CONSENT)
    try:
        give_consent(fence.account(request), row, days=sent.days, from_hour=sent.from_hour, until_hour=sent.until_hour)
    except ValueError as bad:
        raise HttpError(422, str(bad)) from bad
    return _consent(row)


@router.delete("/sites/{uid}/consent", response={204: None})
@needs(Permission.CONSENT)
def no_consent(request: HttpRequest, uid: str) -> Answer:
    """Withdraw consent; no further probe is sent."""
    withdraw_consent(fence.account(request), fence.site(request, uid, Permission.CONSENT))
    return Status(204, None)
