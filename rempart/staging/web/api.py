"""The API of copies and drills. No way into a copy comes out of it."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from ninja.errors import HttpError

from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.calls import Answer, Sent, moment, needs
from rempart.directory.web.paging import Paged, listed, page
from rempart.staging.actions.ask_copy import TooMany, ask_copy, ask_removal
from rempart.staging.actions.ask_drill import NothingToBringBack, ask_drill
from rempart.staging.core.stage import LIVE, Purpose
from rempart.staging.store.models import Drill, SiteCopy
from rempart.terms.moment import rfc3339

router = Router(tags=["staging"])


def _copy(row: SiteCopy) -> dict[str, Any]:
    return {
        "uid": row.uid, "stage": row.stage, "asked_at": rfc3339(row.asked_at_ms), "opened_at": moment(row.opened_at_ms),
        "expires_at": rfc3339(row.expires_at_ms), "taken_at": moment(row.taken_at_ms), "seconds": row.seconds,
        "progress": row.progress, "masked": row.masked, "sunk": row.sunk, "trouble": row.trouble or None,
    }  # fmt: skip


def _drill(row: Drill) -> dict[str, Any]:
    return {
        "uid": row.uid, "outcome": row.outcome, "asked_at": rfc3339(row.asked_at_ms), "by_person": row.is_by_person,
        "alarm": row.is_alarm, "seen_at": moment(row.seen_at_ms), "decided_at": moment(row.decided_at_ms),
        "detection_s": row.detection_s, "decision_s": row.decision_s,
        "began_at": moment(row.began_at_ms), "ended_at": moment(row.ended_at_ms), "taken_at": moment(row.taken_at_ms),
        "restored_s": row.restored_s, "rto_s": row.rto_s, "rpo_s": row.rpo_s, "target_rto_s": row.target_rto_s,
        "target_rpo_s": row.target_rpo_s, "trouble": row.trouble or None, "steps": row.steps,
    }  # fmt: skip


def _rows(site: Site) -> Any:
    return SiteCopy.objects.filter(site=site, purpose=Purpose.STAGING)


@router.get("/sites/{uid}/copies")
@needs(Permission.READ_BACKUPS)
def copies(request: HttpRequest, uid: str, asked: Query[Paged]) -> dict[str, Any]:
    """Staging copies of a site: the one that stands, and those that are gone."""
    found, more = page(_rows(fence.site(request, uid, Permission.READ_BACKUPS)), asked)
    return listed([_copy(row) for row in found], more)


@router.post("/sites/{uid}/copies", response={202: dict[str, Any]})
@needs(Permission.USE_COPIES)
def make(request: HttpRequest, uid: str) -> Answer:
    """Asks for a copy of the newest snapshot; the one that stands is answered when there is one."""
    site = fence.site(request, uid, Permission.USE_COPIES)
    try:
        return Answer(202, _copy(ask_copy(fence.account(request), site)))
    except TooMany as full:
        raise HttpError(409, "Three copies stand already: take one away first.") from full


@router.post("/sites/{uid}/copies/remove", response={202: dict[str, Any]})
@needs(Permission.USE_COPIES)
def remove(request: HttpRequest, uid: str) -> Answer:
    """Takes the copy away that stands; within seconds nothing is left of it."""
    site = fence.site(request, uid, Permission.USE_COPIES)
    row = get_object_or_404(_rows(site), stage__in=LIVE)
    ask_removal(fence.account(request), row)
    return Answer(202, _copy(row))


@router.get("/sites/{uid}/drills")
@needs(Permission.READ_BACKUPS)
def drills(request: HttpRequest, uid: str, asked: Query[Paged]) -> dict[str, Any]:
    """Fire drills of a site with their steps and times."""
    found, more = page(Drill.objects.filter(site=fence.site(request, uid, Permission.READ_BACKUPS)), asked)
    return listed([_drill(row) for row in found], more)


class Wished(Sent):
    """`alarm`: it begins with an alarm, and waits until a person has seen it and says, on the page, to bring the site back."""

    alarm: bool = False


@router.post("/sites/{uid}/drills", response={202: dict[str, Any]})
@needs(Permission.USE_COPIES)
def hold(request: HttpRequest, uid: str, wished: Wished | None = None) -> Answer:
    """Asks for a fire drill; it begins within seconds, or with an alarm. The one under way is answered when there is one."""
    site, is_alarm = fence.site(request, uid, Permission.USE_COPIES), wished is not None and wished.alarm
    try:
        return Answer(202, _drill(ask_drill(fence.account(request), site, is_alarm=is_alarm)))
    except NothingToBringBack as none:
        raise HttpError(409, "There is no snapshot to bring back: take one first.") from none
