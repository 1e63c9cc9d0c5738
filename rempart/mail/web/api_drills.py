"""The API of mail drills: drafted, filled in, started, stopped, and how far they are. No person and no result is told."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError, ValidationError
from pydantic import ConfigDict, Field

from rempart.channel.sealed import Unreadable
from rempart.design.zones import zones
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Team
from rempart.directory.web import fence
from rempart.directory.web.calls import MOMENT_MAX, Answer, Listed, Sent, moment, needs
from rempart.directory.web.idempotent import idempotent
from rempart.directory.web.paging import Paged, listed, page
from rempart.mail.actions import draft_campaign as drafts
from rempart.mail.actions.decide_unknown import Decision, NothingThere, decide_unknown
from rempart.mail.actions.start_campaign import NotReady, missing_of, start_campaign
from rempart.mail.actions.stop_campaign import NotRunning, stop_campaign
from rempart.mail.core.drill.phish_scale import MARKS, QUESTIONS
from rempart.mail.core.drill.states import State
from rempart.mail.store import outbox
from rempart.mail.store.drill import Campaign, Profile
from rempart.mail.store.templates import chosen_from

router = Router(tags=["mail drills"])
DRILL = Permission.DRILL


class DrillOut(Schema):
    """`missing` are codes of what a draft still needs; `mails` counts by state."""

    uid: str
    name: str
    state: str
    template: str
    difficulty: str | None
    stages: int
    starts_at: str | None
    ends_at: str | None
    begun_at: str | None
    ended_at: str | None
    team_minimum: int
    control_percent: int
    seed: str
    trouble: str | None
    missing: list[str]
    mails: dict[str, int]


class DrillIn(Sent):
    """A draft."""

    name: str = Field(min_length=1, max_length=100)
    template: str = Field(max_length=40)


class DrillAudienceIn(Sent):
    """Whoever is named by one of these; teams by uid."""

    everybody: bool = False
    teams: list[str] = Field([], max_length=500)
    roles: list[str] = Field([], max_length=50)
    new_here: bool = False
    payments: bool = False


class DrillChange(Sent):
    """Only what is sent changes. Moments in milliseconds since 1970; minutes after midnight on the clock of `zone`."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(None, min_length=1, max_length=100)
    template: str | None = Field(None, max_length=40)
    language: str | None = Field(None, pattern="^(en|fr|zh)$")
    own_language: bool | None = None
    alignment: list[int] | None = None
    audience: DrillAudienceIn | None = None
    control_percent: int | None = Field(None, ge=0, le=50)
    team_minimum: int | None = Field(None, ge=5, le=500)
    starts_ms: int | None = Field(None, ge=0, le=MOMENT_MAX)
    ends_ms: int | None = Field(None, ge=0, le=MOMENT_MAX)
    zone: str | None = Field(None, max_length=64)
    day_from: int | None = Field(None, ge=0, le=1_439)
    day_until: int | None = Field(None, ge=1, le=1_440)
    weekdays: list[int] | None = Field(None, max_length=7)
    jitter: bool | None = None
    profile: str | None = Field(None, max_length=16)
    sender_name: str | None = Field(None, max_length=100)
    sender_address: str | None = Field(None, max_length=254)
    purpose: str | None = Field(None, max_length=1_000)
    notice_ms: int | None = Field(None, ge=0, le=MOMENT_MAX)
    notice_reference: str | None = Field(None, max_length=200)
    consulted_ms: int | None = Field(None, ge=0, le=MOMENT_MAX)
    consulted_who: str | None = Field(None, max_length=200)
    consulted_reference: str | None = Field(None, max_length=200)


class DrillUnknownIn(Sent):
    """About all mails of the drill of which nobody knows whether they went out."""

    decision: Decision


class DrillMailOut(Schema):
    """A mail that a drill may use."""

    id: str
    stages: int
    cues: list[str]
    attachment: str | None
    titles: dict[str, str]


def _said(row: Campaign) -> dict[str, Any]:
    row.refresh_from_db()
    return {
        "uid": row.uid, "name": row.name, "state": row.state, "template": row.template,
        "difficulty": row.difficulty or None, "stages": row.stages, "starts_at": moment(row.starts_ms or None),
        "ends_at": moment(row.ends_ms or None), "begun_at": moment(row.begun_ms), "ended_at": moment(row.ended_ms),
        "team_minimum": row.team_minimum, "control_percent": row.control_percent, "seed": row.seed,
        "trouble": row.trouble or None, "missing": missing_of(row) if row.state == State.DRAFT else [],
        "mails": row.counts or outbox.counts(row),
    }  # fmt: skip


def _fetch(request: HttpRequest, uid: str) -> Campaign:
    return fence.fetch(request, Campaign, uid, DRILL)


@router.get("/drill-mails", response=list[DrillMailOut])
@needs(DRILL, whole=True)
def mails(request: HttpRequest) -> list[dict[str, Any]]:
    """Mails for drills: one's own by uid, and those that ship by id."""
    found = chosen_from(fence.tenant(request))
    return [
        {
            "id": name, "stages": one.stages, "cues": list(one.cues), "attachment": one.attachment or None,
            "titles": {language: words.title for language, words in one.words.items()},
        }
        for name, one in found.items()
    ]  # fmt: skip


@router.get("/drills", response=Listed[DrillOut])
@needs(DRILL, whole=True)
def drills(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """All drills of the organisation, the oldest first."""
    rows, more = page(Campaign.objects.filter(organisation=fence.tenant(request)), asked)
    return listed([_said(row) for row in rows], more)


@router.post("/drills", response={201: DrillOut})
@needs(DRILL, whole=True)
@idempotent
def draft(request: HttpRequest, sent: DrillIn) -> Answer:
    """A draft; nothing is sent."""
    try:
        row = drafts.draft_campaign(fence.account(request), fence.tenant(request), sent.name, sent.template)
    except drafts.NoTemplate:
        raise ValidationError([{"loc": ("body", "template"), "msg": "no such mail"}]) from None
    except drafts.TooMany:
        raise HttpError(409, "There are as many drills as fit.") from None
    return Status(201, _said(row))


@router.get("/drills/{uid}", response=DrillOut)
@needs(DRILL, whole=True)
def drill(request: HttpRequest, uid: str) -> dict[str, Any]:
    """One of them."""
    return _said(_fetch(request, uid))


@router.patch("/drills/{uid}", response=DrillOut)
@needs(DRILL, whole=True)
@idempotent
def change(request: HttpRequest, uid: str, sent: DrillChange) -> Answer:
    """A draft alone; 409 once it has begun."""
    row, values = _fetch(request, uid), sent.dict(exclude_unset=True)
    _judge(request, values)
    try:
        for step, names in drafts.STEPS.items():
            if said := {name: values[name] for name in names if values.get(name) is not None}:
                row = drafts.change_campaign(fence.account(request), row, step, said)
    except drafts.NotDraft:
        raise HttpError(409, "It has begun.") from None
    except drafts.NoTemplate:
        raise ValidationError([{"loc": ("body", "template"), "msg": "no such mail"}]) from None
    return Status(200, _said(row))


def _judge(request: HttpRequest, values: dict[str, Any]) -> None:
    """What the types do not say. The way out becomes its row."""
    organisation, wrong = fence.tenant(request), []
    marks = values.get("alignment")
    if marks is not None and (len(marks) != QUESTIONS or any(one not in MARKS for one in marks)):
        wrong.append(("alignment", "five marks of 0, 2, 4, 6 or 8"))
    if values.get("zone") is not None and values["zone"] not in zones():
        wrong.append(("zone", "no time zone"))
    if any(day not in range(7) for day in values.get("weekdays") or []):
        wrong.append(("weekdays", "0 is Monday, 6 is Sunday"))
    asked = set((values.get("audience") or {}).get("teams", []))
    if asked - set(Team.objects.filter(organisation=organisation, uid__in=asked).values_list("uid", flat=True)):
        wrong.append(("audience", "no such team"))
    if values.get("profile") is not None:
        values["profile"] = Profile.objects.filter(organisation=organisation, uid=values["profile"]).first()
        if values["profile"] is None:
            wrong.append(("profile", "no such way out"))
    if wrong:
        raise ValidationError([{"loc": ("body", name), "msg": why} for name, why in wrong])


@router.delete("/drills/{uid}", response={204: None})
@needs(DRILL, whole=True)
@idempotent
def drop(request: HttpRequest, uid: str) -> Answer:
    """A draft alone; 409 once it has begun."""
    try:
        drafts.drop_campaign(fence.account(request), _fetch(request, uid))
    except drafts.NotDraft:
        raise HttpError(409, "It has begun.") from None
    return Status(204, None)


@router.post("/drills/{uid}/start", response=DrillOut)
@needs(DRILL, whole=True)
def start(request: HttpRequest, uid: str) -> dict[str, Any]:
    """409 names what is missing: notice, purpose and consultation among it, and what DNS says of the sender's domain."""
    row = _fetch(request, uid)
    try:
        start_campaign(fence.account(request), row)
    except NotReady as lacking:
        raise HttpError(409, f"Missing: {', '.join(lacking.missing)}") from None
    return _said(row)


@router.post("/drills/{uid}/stop", response=DrillOut)
@needs(DRILL, whole=True)
@idempotent
def stop(request: HttpRequest, uid: str) -> Answer:
    """From now on no further mail is begun. 409 when it does not run."""
    row = _fetch(request, uid)
    try:
        stop_campaign(fence.account(request), row)
    except NotRunning:
        raise HttpError(409, "It does not run.") from None
    return Status(200, _said(row))


@router.post("/drills/{uid}/unknown", response=DrillOut)
@needs(DRILL, whole=True)
@idempotent
def decide(request: HttpRequest, uid: str, sent: DrillUnknownIn) -> Answer:
    """Send them again, or take them as sent. 409 when there are none, or the time of the drill is over."""
    row = _fetch(request, uid)
    try:
        decide_unknown(fence.account(request), row, sent.decision)
    except NothingThere:
        raise HttpError(409, "Nothing is unknown, or its time is over.") from None
    except Unreadable:
        raise HttpError(409, "The key of drills cannot be opened.") from None
    return Status(200, _said(row))
