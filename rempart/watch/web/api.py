"""The API of the watch: monitors, how they stand, their incidents, and announced work."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.calls import Sent, moment, needs
from rempart.directory.web.paging import Paged, listed, page
from rempart.terms.duration import DAY_S
from rempart.watch.actions.announce_work import WrongWindow, announce_work
from rempart.watch.actions.change_monitor import (
    TooMany,
    Wish,
    WrongInterval,
    add_monitor,
    pause_monitor,
    remove_monitor,
)
from rempart.watch.actions.take_outage import take_outage
from rempart.watch.core.settings import BadSettings
from rempart.watch.store import bins
from rempart.watch.store.models import Incident, Monitor, Tap

router = Router(tags=["watch"])
MONTH_MS = 30 * DAY_S * 1_000
MOMENT_MAX = 2**53


class NewMonitor(Sent):
    """`settings` as the kind asks for: `address` for http, `host` and `port` for tcp and tls, `host` for dns."""

    kind: str = Field(max_length=40)
    title: str = Field(min_length=1, max_length=120)
    every_s: int = Field(default=60, ge=20, le=86_400)
    settings: dict[str, str] = Field(default_factory=dict)
    site: str | None = Field(default=None, max_length=16)
    promise: float = Field(default=0.999, ge=0, le=1)


class NewWork(Sent):
    """Announced work, from when to when, as milliseconds since 1970; without a site for everything."""

    begins_ms: int = Field(ge=0, le=MOMENT_MAX)
    ends_ms: int = Field(ge=0, le=MOMENT_MAX)
    title: str = Field(default="", max_length=120)
    site: str | None = Field(default=None, max_length=16)


def _monitor(row: Monitor) -> dict[str, Any]:
    return {
        "uid": row.uid, "kind": row.kind, "title": row.title, "site": row.site.uid if row.site else None,
        "every_s": row.every_s, "settings": row.settings, "promise": row.promise_ppm / 1_000_000, "state": row.state,
        "since": moment(row.since_ms or None), "looked_at": moment(row.looked_ms or None),
        "reason": row.last_reason or None, "took_ms": row.last_took_ms or None,
    }  # fmt: skip


def _incident(row: Incident) -> dict[str, Any]:
    return {
        "uid": row.uid, "what": row.what, "reason": row.reason or None, "confirmed_by": row.how or None,
        "places": row.places, "quiet": row.is_quiet, "began_at": moment(row.began_ms),
        "confirmed_at": moment(row.confirmed_ms), "told_at": moment(row.told_ms), "taken_at": moment(row.taken_ms),
        "ended_at": moment(row.ended_ms),
    }  # fmt: skip


@router.get("/monitors")
@needs(Permission.READ)
def monitors(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Everything that is watched."""
    rows = fence.visible(request, Monitor.objects.filter(is_on=True).select_related("site"))
    found, more = page(rows, asked)
    return listed([_monitor(row) for row in found], more)


@router.post("/monitors", response={201: Any})
@needs(Permission.MANAGE_WATCH)
def make_monitor(request: HttpRequest, sent: NewMonitor) -> Any:
    """Begins to watch."""
    site = fence.fetch(request, Site, sent.site, Permission.MANAGE_WATCH) if sent.site else None
    wish = Wish(sent.title, sent.every_s, sent.settings, round(sent.promise * 1_000_000))
    try:
        row = add_monitor(fence.account(request), fence.tenant(request), site, sent.kind, wish)
    except KeyError as bad:
        raise HttpError(422, f"There is no kind of monitor called {sent.kind}.") from bad
    except BadSettings as bad:
        raise HttpError(422, "; ".join(f"{name}: {why}" for name, why in sorted(bad.faults.items()))) from bad
    except WrongInterval as bad:
        raise HttpError(422, "every_s: this kind of monitor does not look so often, or so seldom.") from bad
    except TooMany as bad:
        raise HttpError(422, "There are as many monitors as there may be: end one first.") from bad
    return Status(201, _monitor(row))


@router.get("/monitors/{uid}")
@needs(Permission.READ)
def one_monitor(request: HttpRequest, uid: str) -> dict[str, Any]:
    """How it stands, and the uptime of the last 30 days: null where nothing was measured."""
    row = fence.fetch(request, Monitor, uid, is_on=True)
    newest = row.accounted_ms or 0
    uptime = bins.uptime(row, newest - MONTH_MS, newest + 1)
    return {**_monitor(row), "uptime_30d": uptime.share, "down_30d_s": uptime.down_ms // 1_000}


@router.delete("/monitors/{uid}", response={204: None})
@needs(Permission.MANAGE_WATCH)
def drop_monitor(request: HttpRequest, uid: str) -> Any:
    """Nobody looks any more; what was measured stays."""
    remove_monitor(fence.account(request), fence.fetch(request, Monitor, uid, Permission.MANAGE_WATCH, is_on=True))
    return Status(204, None)


@router.post("/monitors/{uid}/pause")
@needs(Permission.MANAGE_WATCH)
def pause(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Its time counts as not measured from now on."""
    return _paused(request, uid, is_paused=True)


@router.post("/monitors/{uid}/resume")
@needs(Permission.MANAGE_WATCH)
def resume(request: HttpRequest, uid: str) -> dict[str, Any]:
    """It is looked at again at once."""
    return _paused(request, uid, is_paused=False)


@router.post("/monitors/{uid}/take")
@needs(Permission.ACKNOWLEDGE)
def take(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Somebody has its outage in hand."""
    row = fence.fetch(request, Monitor, uid, Permission.ACKNOWLEDGE, is_on=True)
    take_outage(fence.account(request), row)
    return _monitor(row)


@router.get("/monitors/{uid}/incidents")
@needs(Permission.READ)
def incidents(request: HttpRequest, uid: str, asked: Query[Paged]) -> dict[str, Any]:
    """Its outages and degradations, the oldest first."""
    row = fence.fetch(request, Monitor, uid, is_on=True)
    found, more = page(Incident.objects.filter(monitor=row), asked)
    return listed([_incident(one) for one in found], more)


@router.post("/maintenance", response={201: Any})
@needs(Permission.MANAGE_WATCH)
def announce(request: HttpRequest, sent: NewWork) -> Any:
    """Work is announced: nobody is woken while it lasts."""
    site = fence.fetch(request, Site, sent.site, Permission.MANAGE_WATCH) if sent.site else None
    actor, tenant = fence.account(request), fence.tenant(request)
    try:
        row = announce_work(actor, tenant, site, sent.title, sent.begins_ms, sent.ends_ms)
    except WrongWindow as bad:
        raise HttpError(422, "ends_ms: ends before it begins, in the past, or after two weeks.") from bad
    return Status(201, {"uid": row.uid, "begins_at": moment(row.begins_ms), "ends_at": moment(row.ends_ms)})


def _paused(request: HttpRequest, uid: str, *, is_paused: bool) -> dict[str, Any]:
    row = fence.fetch(request, Monitor, uid, Permission.MANAGE_WATCH, is_on=True)
    pause_monitor(fence.account(request), row, is_paused=is_paused)
    row.refresh_from_db()
    return _monitor(row)


@router.get("/traffic")
@needs(Permission.READ)
def traffic(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Sites whose requests are counted; `usual` null = still learning."""
    found, more = page(fence.visible(request, Tap.objects.select_related("site")), asked)
    return listed([tap_body(row) for row in found], more)


def tap_body(row: Tap) -> dict[str, Any]:
    """Also what the command line prints. Where the log lies is not told."""
    state = row.trouble or ("peak" if row.peak_ms else "learning" if row.usual is None else "usual")
    return {
        "site": row.site.uid, "address": row.site.address, "state": state, "last": row.last, "usual": row.usual,
        "told_from": row.limit, "counted_since": moment(row.since_ms), "read_at": moment(row.read_ms or None),
        "peak_since": moment(row.peak_ms), "by": row.by,
    }  # fmt: skip
