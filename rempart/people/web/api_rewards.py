"""The API of plan, test, points and prizes: one's own, and for organisers what there is to hand over."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import Sent, moment, needs, own
from rempart.people.actions import prizes
from rempart.people.store.item_worth import worths
from rempart.people.store.knowledge import knowledge
from rempart.people.store.points import Prize, Purse, Shop, Wish
from rempart.people.web.plan_views import lines
from rempart.people.web.points_views import standing

router = Router(tags=["lessons"])


class NewPrize(Sent):
    """`value_minor` in the smallest unit of the organisation's currency."""

    name: str = Field(min_length=1, max_length=120)
    points: int = Field(ge=1, le=10**9)
    value_minor: int = Field(ge=0, le=10**11)
    stock: int = Field(ge=0, le=10**9)


class Budget(Sent):
    """For all prizes together."""

    budget_minor: int = Field(ge=0, le=prizes.MOST_MINOR)


@router.get("/my/plan")
@own
def my_plan(request: HttpRequest) -> dict[str, Any]:
    """What is on one's own plan. `kind` habit or lesson; the topic is named by its lesson."""
    found = lines(fence.account(request), fence.tenant(request), "en")
    return {
        "items": [
            {"uid": one.item.uid, "kind": one.item.kind, "lesson": one.item.lesson, "text": one.text,
             "due": one.item.due.isoformat(), "done": one.is_done}
            for one in found
        ]
    }  # fmt: skip


@router.get("/my/points")
@own
def my_points(request: HttpRequest) -> dict[str, Any]:
    """One's own balance; `takes_part` false = opted out."""
    purse = Purse.objects.filter(account=fence.account(request), organisation=fence.tenant(request)).first()
    return {"balance": purse.balance if purse else 0, "takes_part": not (purse and purse.is_out)}


@router.get("/learning/prizes")
@needs(Permission.TEACH, whole=True)
def all_prizes(request: HttpRequest) -> dict[str, Any]:
    """Prizes, budget, and what waits to be handed over."""
    organisation = fence.tenant(request)
    held = Shop.objects.filter(organisation=organisation).first() or Shop(organisation=organisation)
    rows = Prize.objects.filter(organisation=organisation).order_by("pk")
    waiting = Wish.objects.filter(organisation=organisation, state=Wish.ASKED).select_related("prize").order_by("pk")
    return {
        "currency": organisation.currency, "budget_minor": held.budget_minor, "spent_minor": held.spent_minor,
        "prizes": [_prize(row) for row in rows],
        "waiting": [{"uid": row.uid, "prize": row.prize.uid, "asked_at": moment(row.at_ms)} for row in waiting[:500]],
    }  # fmt: skip


def _prize(row: Prize) -> dict[str, Any]:
    return {
        "uid": row.uid, "name": row.name, "points": row.points, "value_minor": row.value_minor, "stock": row.stock,
        "offered": row.is_offered,
    }  # fmt: skip


@router.post("/learning/prizes", response={201: Any})
@needs(Permission.TEACH, whole=True)
def add_prize(request: HttpRequest, sent: NewPrize) -> Status[Any]:
    """A new prize."""
    row = prizes.offer_prize(fence.account(request), fence.tenant(request), **sent.dict())
    return Status(201, _prize(row))


@router.put("/learning/prizes/budget")
@needs(Permission.TEACH, whole=True)
def budget(request: HttpRequest, sent: Budget) -> dict[str, Any]:
    """Never below what is spoken for already."""
    try:
        prizes.set_budget(fence.account(request), fence.tenant(request), sent.budget_minor)
    except ValueError as less:
        raise HttpError(409, "More than this is spoken for already.") from less
    return {"budget_minor": sent.budget_minor}


@router.get("/learning/results")
@needs(Permission.READ_LEARNING, whole=True)
def results(request: HttpRequest) -> dict[str, Any]:
    """Knowledge before, after lessons and three months later: shares of right answers, in steps of eight people."""
    found = knowledge(fence.tenant(request))
    return {
        "rounds": [
            {"round": one.round, "people": one.people, "share": one.share, "low": one.low, "high": one.high}
            for one in found
        ]
    }


@router.get("/learning/challenge")
@own
def challenge(request: HttpRequest) -> dict[str, Any]:
    """How departments stand in the newest challenge, by whole weeks; empty before the first."""
    found = standing(fence.tenant(request))
    return {
        "name": found["row"].name if found else None,
        "sides": found["sides"] if found and found["is_counted"] else [],
    }


@router.get("/lessons/questions")
@needs(Permission.AUTHOR, whole=True)
def questions(request: HttpRequest) -> dict[str, Any]:
    """What each question is worth; figures are null with fewer than thirty answers."""
    return {
        "questions": [
            {"lesson": name[0], "question": name[1], "people": one.people, "difficulty": one.difficulty,
             "discrimination": one.discrimination, "flag": one.flag.value}
            for name, one in worths(fence.tenant(request)).items()
        ]
    }  # fmt: skip
