"""The API of programmes: make, open, plan sessions, read figures by group; and one's own part in them. Nobody else's."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.http import HttpRequest
from ninja import Query, Router, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import MOMENT_MAX, Sent, moment, needs, own
from rempart.directory.web.paging import Paged, listed, page
from rempart.people.actions import make_programme as making
from rempart.people.actions import plan_session as planning
from rempart.people.actions.change_programme import NotNow
from rempart.people.actions.open_programme import end_programme, open_programme
from rempart.people.core.programme_dates import WrongDates
from rempart.people.core.programme_template import templates
from rempart.people.core.seats import CAPACITY_MAX
from rempart.people.store.programme import ADDRESS_MAX, TEXT_MAX, TITLE_MAX, Enrolment, Programme, Session
from rempart.people.store.programme_standing import open_for, progress_of, queue, seated
from rempart.people.web import programme_words as words

router = Router(tags=["programmes"])
FIRST_YEAR, LAST_YEAR = 2000, 2200
DAY_FORM = r"^\d{4}-\d{2}-\d{2}$"


class NewProgramme(Sent):
    """`template` as `GET /programme-templates` lists them; empty for a bare one."""

    template: str = Field(default="", max_length=40)
    starts_on: str = Field(pattern=DAY_FORM, max_length=10)
    zone: str = Field(default="UTC", max_length=60)
    language: str = Field(default="en", pattern="^(en|fr|zh)$")


class NewSession(Sent):
    """`way` is live, on_site or both."""

    title: str = Field(min_length=1, max_length=TITLE_MAX)
    about: str = Field(default="", max_length=TEXT_MAX)
    way: str = Field(default="both", pattern="^(live|on_site|both)$")
    starts_ms: int = Field(ge=0, le=MOMENT_MAX // 1_000)
    minutes: int = Field(default=60, ge=5, le=480)
    capacity: int = Field(default=30, ge=1, le=CAPACITY_MAX)
    place: str = Field(default="", max_length=ADDRESS_MAX)
    speaker: str = Field(default="", max_length=TITLE_MAX)
    speaker_from: str = Field(default="", max_length=TITLE_MAX)


def _programme(row: Programme) -> dict[str, Any]:
    return {
        "uid": row.uid, "title": words.title(row), "template": row.template or None, "state": row.state, "zone": row.zone,
        "starts_on": row.starts_on.isoformat(), "ends_on": row.ends_on.isoformat(), "enrol_until": row.enrol_until.isoformat(),
        "early_until": row.early_until.isoformat() if row.early_until else None, "required_minutes": row.required_minutes,
        "minimum_team": row.minimum_team,
        "path": [{"lesson": one.id, "title": one.title, "is_written": one.is_there} for one in words.stops(row.organisation, row.path, set())],
    }  # fmt: skip


def _session(row: Session) -> dict[str, Any]:
    return {
        "uid": row.uid, "title": words.meeting(row), "way": row.way, "state": row.state, "starts_at": moment(row.starts_ms),
        "minutes": row.minutes, "capacity": row.capacity, "seated": seated(row).count(), "waiting": queue(row).count(),
        "speaker": row.speaker or None, "speaker_from": row.speaker_from or None,
    }  # fmt: skip


@router.get("/programme-templates")
@needs(Permission.TEACH)
def programme_templates(request: HttpRequest) -> dict[str, Any]:
    """Programmes that stand ready."""
    found = [
        {"id": one.id, "titles": dict(one.title), "days": one.days, "required_minutes": one.required_minutes,
         "sessions": len(one.sessions), "rows": list(one.rows)}
        for one in templates().values()
    ]  # fmt: skip
    return {"templates": found}


@router.get("/programmes")
@needs(Permission.TEACH, whole=True)
def programmes(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """All of the organisation."""
    found, more = page(Programme.objects.filter(organisation=fence.tenant(request)), asked)
    return listed([_programme(row) for row in found], more)


@router.post("/programmes", response={201: Any})
@needs(Permission.TEACH, whole=True)
def make(request: HttpRequest, sent: NewProgramme) -> Any:
    """From a ready one, with its dates and sessions; nobody sees it before it is opened."""
    if sent.zone not in available_timezones():
        raise HttpError(422, "zone: there is no such time zone.")
    try:
        day = dt.date.fromisoformat(sent.starts_on)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError
    except ValueError as bad:
        raise HttpError(422, "starts_on: a day of this century, please.") from bad
    try:
        row = making.make_programme(
            fence.account(request), fence.tenant(request), sent.template, day, ZoneInfo(sent.zone).key, sent.language
        )
    except KeyError as bad:
        raise HttpError(422, "template: there is none of that name.") from bad
    except making.TooMany as bad:
        raise HttpError(422, "There are as many programmes as there may be.") from bad
    return Status(201, _programme(row))


@router.get("/programmes/{uid}")
@needs(Permission.TEACH)
def one(request: HttpRequest, uid: str) -> dict[str, Any]:
    """With its sessions."""
    row = fence.fetch(request, Programme, uid, Permission.TEACH)
    rows = Session.objects.filter(programme=row).select_related("programme").order_by("starts_ms", "pk")
    return {**_programme(row), "sessions": [_session(session) for session in rows]}


@router.post("/programmes/{uid}/open")
@needs(Permission.TEACH)
def open_it(request: HttpRequest, uid: str) -> dict[str, Any]:
    """From now on people enrol; path, hours, audience and groups of figures are fixed."""
    row = fence.fetch(request, Programme, uid, Permission.TEACH)
    try:
        open_programme(fence.account(request), row)
    except (NotNow, WrongDates) as bad:
        raise HttpError(422, "Only a programme that is being prepared can be opened, with dates that follow.") from bad
    return _programme(row)


@router.post("/programmes/{uid}/end")
@needs(Permission.TEACH)
def end_it(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Before its last day."""
    row = fence.fetch(request, Programme, uid, Permission.TEACH)
    try:
        end_programme(fence.account(request), row)
    except NotNow as bad:
        raise HttpError(422, "It has ended already.") from bad
    row.refresh_from_db()
    return _programme(row)


@router.post("/programmes/{uid}/sessions", response={201: Any})
@needs(Permission.TEACH)
def plan(request: HttpRequest, uid: str, sent: NewSession) -> Any:
    """One more meeting."""
    row = fence.fetch(request, Programme, uid, Permission.TEACH)
    try:
        made = planning.plan_session(fence.account(request), row, sent.dict())
    except NotNow as bad:
        raise HttpError(422, "The programme has ended.") from bad
    except planning.TooMany as bad:
        raise HttpError(422, "There are as many sessions as there may be.") from bad
    return Status(201, _session(made))


@router.get("/programmes/{uid}/progress")
@needs(Permission.READ_LEARNING, whole=True)
def progress(request: HttpRequest, uid: str) -> dict[str, Any]:
    """By groups fixed when it opened, rounded, once a week. `why` is small or near where nothing may be told."""
    row = fence.fetch(request, Programme, uid, Permission.READ_LEARNING)
    told = row.figures or {"why": "", "groups": []}
    return {"as_of": moment(row.figures_ms or None), "minimum_team": row.minimum_team, **told}


@router.get("/my/programmes")
@own
def mine(request: HttpRequest) -> dict[str, Any]:
    """Those that are open for the caller, and how far they are."""
    account, found = fence.account(request), []
    for row in open_for(account, fence.tenant(request)):
        held = (
            Enrolment.objects.filter(programme=row, account=account).select_related("programme__organisation").first()
        )
        known = progress_of(held) if held else None
        found.append({
            "uid": row.uid, "title": words.title(row), "ends_on": row.ends_on.isoformat(), "is_enrolled": held is not None,
            "minutes": known.minutes if known else None, "required_minutes": row.required_minutes,
            "lessons_done": known.done if known else None, "lessons_there": known.there if known else None,
            "lessons_planned": known.planned if known else None,
        })  # fmt: skip
    return {"programmes": found}
