"""The API of whoever organises: a programme changed, its sessions changed or called off, who was there, and letters."""

import datetime as dt
from typing import Any
from zoneinfo import available_timezones

from django.http import HttpRequest
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.models import Team
from rempart.directory.web import fence
from rempart.directory.web.calls import MOMENT_MAX, Sent, moment, needs
from rempart.people.actions import invite as letters
from rempart.people.actions import plan_session as planning
from rempart.people.actions.change_programme import IN_DRAFT, NotNow, change_programme
from rempart.people.actions.note_attendance import NotYet, note_attendance
from rempart.people.core.group_figures import LEAST
from rempart.people.core.planned_lessons import PLANNED
from rempart.people.core.programme_dates import WrongDates
from rempart.people.core.seats import CAPACITY_MAX
from rempart.people.store.library import lessons_of
from rempart.people.store.programme import ADDRESS_MAX, TEXT_MAX, TITLE_MAX, Programme, Session
from rempart.people.store.programme_standing import queue, seated
from rempart.people.web import programme_words as words
from rempart.people.web.api_programme import router

TEACH = Permission.TEACH
FIRST_YEAR, LAST_YEAR = 2000, 2200
MOST_STOPS = 200  # of a path; twelve hours are 36
HTTPS = r"^(https://\S+)?$"
LATE = "It has ended, was called off, or what was sent is fixed since it opened."


class Changes(Sent):
    """What is left out stays. Since it opened, zone, starts_on, early_until, required_minutes, path, roles, teams and
    minimum_team are fixed."""

    title: str | None = Field(default=None, max_length=TITLE_MAX)
    knows: str | None = Field(default=None, max_length=TEXT_MAX)
    can: str | None = Field(default=None, max_length=TEXT_MAX)
    does: str | None = Field(default=None, max_length=TEXT_MAX)
    language: str | None = Field(default=None, pattern="^(en|fr|zh)$")
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    enrol_until: dt.date | None = None
    early_until: dt.date | None = None
    culture_from: dt.date | None = None
    zone: str | None = Field(default=None, max_length=60)
    required_minutes: int | None = Field(default=None, ge=0, le=60 * 400)
    minimum_team: int | None = Field(default=None, ge=LEAST, le=1_000)
    path: list[str] | None = Field(default=None, max_length=MOST_STOPS)
    roles: list[Role] | None = Field(default=None, max_length=len(Role))
    teams: list[str] | None = Field(default=None, max_length=1_000)


class SessionChanges(Sent):
    """What is left out stays."""

    title: str | None = Field(default=None, max_length=TITLE_MAX)
    about: str | None = Field(default=None, max_length=TEXT_MAX)
    way: str | None = Field(default=None, pattern="^(live|on_site|both)$")
    starts_ms: int | None = Field(default=None, ge=0, le=MOMENT_MAX // 1_000)
    minutes: int | None = Field(default=None, ge=5, le=480)
    capacity: int | None = Field(default=None, ge=1, le=CAPACITY_MAX)
    place: str | None = Field(default=None, max_length=ADDRESS_MAX)
    link: str | None = Field(default=None, max_length=ADDRESS_MAX, pattern=HTTPS)
    speaker: str | None = Field(default=None, max_length=TITLE_MAX)
    speaker_from: str | None = Field(default=None, max_length=TITLE_MAX)


class There(Sent):
    """`seats` of those who were there; the other seats were empty."""

    seats: list[str] = Field(max_length=CAPACITY_MAX)


@router.patch("/programmes/{uid}")
@needs(TEACH)
def change(request: HttpRequest, uid: str, sent: Changes) -> dict[str, Any]:
    """Words, dates, path, audience."""
    row = fence.fetch(request, Programme, uid, TEACH)
    values = sent.dict(exclude_unset=True)
    fixed = sorted({*IN_DRAFT, "teams"} & values.keys()) if row.state != Programme.DRAFT else []
    if fixed:
        raise HttpError(409, f"{', '.join(fixed)}: fixed since the programme opened.")
    named = values.pop("teams", None)
    teams = None if named is None else list(Team.objects.filter(organisation=row.organisation, uid__in=named))
    if teams is not None and len(teams) != len(set(named)):
        raise HttpError(422, "teams: one of them is not there.")
    _refuse(row, values)
    try:
        change_programme(fence.account(request), row, values, teams)
    except NotNow as bad:
        raise HttpError(409, LATE) from bad
    except WrongDates as bad:
        field, why = words.WRONG_DATES[bad.code]
        raise HttpError(422, f"{field}: {why}") from bad
    row.refresh_from_db()
    return _programme(row)


def _refuse(row: Programme, values: dict[str, Any]) -> None:
    """Raises HttpError for what no column may hold."""
    kept = {"early_until", "culture_from"}
    empty = sorted(name for name, value in values.items() if value is None and name not in kept)
    if empty:
        raise HttpError(422, f"{empty[0]}: leave it out, or say what it is to be.")
    days = [one for one in values.values() if isinstance(one, dt.date)]
    if any(not FIRST_YEAR <= one.year <= LAST_YEAR for one in days):
        raise HttpError(422, "A day of this century, please.")
    if "zone" in values and values["zone"] not in available_timezones():
        raise HttpError(422, "zone: there is no such time zone.")
    known = {*lessons_of(row.organisation), *PLANNED, *row.path}
    if wrong := [one for one in values.get("path", ()) if one not in known]:
        raise HttpError(422, f"path: there is no lesson {wrong[0][:40]}.")
    if "roles" in values:
        values["roles"] = [one.value for one in values["roles"]]


@router.get("/programme-sessions/{uid}")
@needs(TEACH)
def session(request: HttpRequest, uid: str) -> dict[str, Any]:
    """With its seats, without a name: who sits where is told by the page to whoever teaches."""
    row = fence.fetch(request, Session, uid, TEACH)
    seats = [{"uid": one.uid, "was_there": one.was_there} for one in seated(row)]
    return {**_session(row), "seats": seats}


@router.patch("/programme-sessions/{uid}")
@needs(TEACH)
def change_session(request: HttpRequest, uid: str, sent: SessionChanges) -> dict[str, Any]:
    """More seats let those who wait move up; never fewer seats than people."""
    row = fence.fetch(request, Session, uid, TEACH)
    values = sent.dict(exclude_unset=True)
    if None in values.values() or (not row.key and values.get("title") == ""):
        raise HttpError(422, "A field is left out, or says what it is to be; a session needs a title.")
    try:
        planning.change_session(fence.account(request), row, values)
    except NotNow as bad:
        raise HttpError(409, LATE) from bad
    except planning.TooFew as few:
        raise HttpError(422, f"capacity: {few.seated} people have a seat already.") from few
    return _session(row)


@router.post("/programme-sessions/{uid}/cancel")
@needs(TEACH)
def cancel(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Everybody who had a seat, or waited for one, is written to."""
    row = fence.fetch(request, Session, uid, TEACH)
    try:
        planning.cancel_session(fence.account(request), row)
    except NotNow as bad:
        raise HttpError(409, LATE) from bad
    row.refresh_from_db()
    return _session(row)


@router.put("/programme-sessions/{uid}/attendance")
@needs(TEACH)
def attendance(request: HttpRequest, uid: str, sent: There) -> dict[str, Any]:
    """Who was there, by seat; sent again it replaces what was noted."""
    row = fence.fetch(request, Session, uid, TEACH)
    wrong = set(sent.seats) - set(seated(row).values_list("uid", flat=True))
    if wrong:
        raise HttpError(422, "seats: one of them is none of this session.")
    try:
        count = note_attendance(fence.account(request), row, sent.seats)
    except NotYet as bad:
        raise HttpError(409, "The session has not begun, or was called off.") from bad
    return {"there": count, "seated": seated(row).count()}


@router.post("/programmes/{uid}/invite")
@needs(TEACH)
def invite(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Nobody is invited twice. The words by which people know a letter are chosen on the page first."""
    row = fence.fetch(request, Programme, uid, TEACH)
    try:
        return {"invited": letters.invite(fence.account(request), row)}
    except NotNow as bad:
        raise HttpError(409, LATE) from bad
    except letters.NoHallmark as bad:
        raise HttpError(409, "First say by what people know that a letter is yours.") from bad


def _programme(row: Programme) -> dict[str, Any]:
    days = {name: value.isoformat() if value else None for name, value in (
        ("starts_on", row.starts_on), ("ends_on", row.ends_on), ("enrol_until", row.enrol_until),
        ("early_until", row.early_until), ("culture_from", row.culture_from),
    )}  # fmt: skip
    return {
        "uid": row.uid, "title": words.title(row), "state": row.state, "zone": row.zone, "language": row.language, **days,
        "required_minutes": row.required_minutes, "minimum_team": row.minimum_team, "path": list(row.path),
        "roles": list(row.roles), "teams": sorted(row.teams.values_list("uid", flat=True)),
        "knows": row.knows, "can": row.can, "does": row.does,
    }  # fmt: skip


def _session(row: Session) -> dict[str, Any]:
    return {
        "uid": row.uid, "programme": row.programme.uid, "title": words.meeting(row), "way": row.way, "state": row.state,
        "starts_at": moment(row.starts_ms), "minutes": row.minutes, "capacity": row.capacity,
        "seated": seated(row).count(), "waiting": queue(row).count(), "place": row.place or None,
        "speaker": row.speaker or None, "speaker_from": row.speaker_from or None,
    }  # fmt: skip
