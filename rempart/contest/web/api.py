"""The API of contests: how they stand, by side; calling and ending one. Playing is for people, on the page."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.contest.actions.call_contest import NoContest, ask_end, call_contest
from rempart.contest.core.score import LONGEST, SHORTEST, SIDES_MOST
from rempart.contest.store.models import Contest
from rempart.contest.web.present import told
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Team
from rempart.directory.web import fence
from rempart.directory.web.calls import Sent, needs

router = Router(tags=["contests"])
SHOWN = 100


class Called(Sent):
    """`teams` are uids; `fund_minor` in the smallest unit of the organisation's currency."""

    name: str = Field(min_length=1, max_length=120)
    minutes: int = Field(ge=SHORTEST, le=LONGEST)
    teams: list[str] = Field(min_length=2, max_length=SIDES_MOST)
    fund_minor: int = Field(default=0, ge=0, le=10**9)


def _contest(request: HttpRequest, uid: str) -> Contest:
    row = Contest.objects.filter(organisation=fence.tenant(request), uid=uid).select_related("organisation").first()
    if row is None:
        raise HttpError(404, "There is no such contest.")
    return row


@router.get("/contests")
@needs(Permission.READ_DRILLS, whole=True)
def all_contests(request: HttpRequest) -> dict[str, Any]:
    """The newest first, at most 100. Points are of sides; nobody's own exist."""
    rows = Contest.objects.filter(organisation=fence.tenant(request)).select_related("organisation").order_by("-pk")
    return {"contests": [told(one) for one in rows[:SHOWN]]}


@router.post("/contests", response={201: dict[str, Any]})
@needs(Permission.DRILL, whole=True)
def call(request: HttpRequest, sent: Called) -> Status[Any]:
    """It begins by itself as soon as all sites stand. 409 says in a word why it cannot be called."""
    organisation = fence.tenant(request)
    teams = list(Team.objects.filter(organisation=organisation, uid__in=set(sent.teams)).order_by("pk"))
    if len(teams) != len(set(sent.teams)):
        raise HttpError(404, "There is no such team.")
    try:
        row = call_contest(
            fence.account(request), organisation, sent.name, sent.minutes, teams, fund_minor=sent.fund_minor
        )
    except NoContest as refused:
        raise HttpError(409, str(refused)) from refused
    return Status(201, told(row))


@router.get("/contests/{uid}")
@needs(Permission.READ_DRILLS, whole=True)
def one_contest(request: HttpRequest, uid: str) -> dict[str, Any]:
    """How its sides stand."""
    return told(_contest(request, uid))


@router.post("/contests/{uid}/end")
@needs(Permission.DRILL, whole=True)
def end(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Within seconds everything of it is deleted; what was won until then stays."""
    row = _contest(request, uid)
    ask_end(fence.account(request), row)
    row.refresh_from_db()
    return told(row)
