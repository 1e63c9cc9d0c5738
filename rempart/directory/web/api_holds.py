"""The API of legal holds, erasures and retention."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.hold_approve import NotWaiting
from rempart.directory.actions.hold_ask import BadHold, ask_hold
from rempart.directory.actions.hold_lift import ask_lifting
from rempart.directory.core.holds import Scope
from rempart.directory.core.roles import Permission
from rempart.directory.store import holds as held
from rempart.directory.store.models import Erasure, LegalHold
from rempart.directory.web import fence
from rempart.directory.web.calls import MOMENT_MAX, Answer, Listed, Sent, moment, needs
from rempart.directory.web.idempotent import idempotent
from rempart.directory.web.paging import Paged, listed, page
from rempart.events.retention import AREA_DAYS
from rempart.ledger.person_keys_backup import KEPT_DAYS
from rempart.terms.duration import DAY_S
from rempart.terms.moment import rfc3339

router = Router(tags=["erasure and retention"])
HOLD = Permission.HOLD_RECORD


class HoldIn(Sent):
    """`target` is the uid of a person or site; empty for the whole organisation."""

    scope: Scope
    target: str = Field("", max_length=16)
    reason: str = Field(min_length=1, max_length=500)
    until_ms: int = Field(ge=0, le=MOMENT_MAX)


class HoldOut(Schema):
    """What must be kept for a proceeding."""

    uid: str
    scope: str
    target: str
    reason: str
    state: str
    until_at: str
    asked_by: str | None
    lifting_asked_at: str | None


class ErasureOut(Schema):
    """`complete_at`: when the last backup that still held the key is gone."""

    uid: str
    subject: str
    scope: str
    erased_at: str
    complete_at: str
    is_complete: bool


class PeriodOut(Schema):
    """For how many days the personal part of the entries of an area is kept."""

    area: str
    days: int


class Periods(Schema):
    """All areas."""

    items: list[PeriodOut]


def _hold(row: LegalHold) -> dict[str, Any]:
    return {
        "uid": row.uid, "scope": row.scope, "target": row.target, "reason": row.reason,
        "state": held.state(row, now_ms()).value, "until_at": rfc3339(row.until_ms),
        "asked_by": row.asked_by.uid if row.asked_by else None, "lifting_asked_at": moment(row.lift_asked_ms),
    }  # fmt: skip


@router.get("/holds", response=Listed[HoldOut])
@needs(HOLD, whole=True)
def holds(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """What is held, or was."""
    rows, more = page(LegalHold.objects.filter(organisation=fence.tenant(request)).select_related("asked_by"), asked)
    return listed([_hold(row) for row in rows], more)


@router.post("/holds", response={201: HoldOut})
@needs(HOLD, whole=True)
@idempotent
def make_hold(request: HttpRequest, sent: HoldIn) -> Answer:
    """Ask for a hold; it is in force for a week, until a second person approves it on the page."""
    try:
        row = ask_hold(
            fence.account(request), fence.tenant(request), sent.scope, sent.target, sent.reason, sent.until_ms
        )
    except BadHold as bad:
        raise HttpError(422, f"This hold cannot be: {bad.code}.") from bad
    return Status(201, _hold(row))


@router.post("/holds/{uid}/lifting", response=HoldOut)
@needs(HOLD, whole=True)
def ask_to_lift(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Ask that a hold be lifted; a second person does it on the page."""
    row = fence.fetch(request, LegalHold, uid, HOLD)
    try:
        ask_lifting(fence.account(request), row)
    except NotWaiting as late:
        raise HttpError(409, "It is not in force, or somebody asked already.") from late
    row.refresh_from_db()
    return _hold(row)


@router.get("/erasures", response=Listed[ErasureOut])
@needs(Permission.MANAGE_PEOPLE, whole=True)
def erasures(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Who was erased when, and whether copies are left."""
    rows, more = page(Erasure.objects.filter(organisation=fence.tenant(request)), asked)
    return listed([_erasure(row) for row in rows], more)


def _erasure(row: Erasure) -> dict[str, Any]:
    end = row.at_ms + KEPT_DAYS * DAY_S * 1000
    return {
        "uid": row.uid, "subject": row.subject, "scope": row.scope, "erased_at": rfc3339(row.at_ms),
        "complete_at": rfc3339(end), "is_complete": end <= now_ms(),
    }  # fmt: skip


@router.get("/retention", response=Periods)
@needs(Permission.READ)
def retention(request: HttpRequest) -> dict[str, Any]:
    """How long the personal part of each kind of entry is kept."""
    return {"items": [{"area": area, "days": days} for area, days in AREA_DAYS.items()]}
