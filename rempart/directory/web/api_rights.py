"""The API of limits, loans, cover, requests and reviews. A program reads and ends; people ask, lend and decide."""

import json
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.actions.ask_approval import withdraw_approval
from rempart.directory.actions.decide_approval import grant_approval, may_decide, refuse_approval
from rempart.directory.actions.delegate import end_delegation
from rempart.directory.actions.lend_privilege import end_privilege
from rempart.directory.actions.limit_member import OwnerIsWhole, limit_member
from rempart.directory.core.approval import NotApprovable
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Host, Membership, Site, Team
from rempart.directory.store.reviews import AccessReview, ReviewItem
from rempart.directory.store.rights import Approval, Delegation, MembershipScope, Privilege
from rempart.directory.web import fence
from rempart.directory.web.calls import MOMENT_MAX, Answer, Listed, Sent, moment, needs, own
from rempart.directory.web.paging import Paged, listed, page
from rempart.terms.moment import rfc3339

router = Router(tags=["rights"])
REACH_MAX = 500  # rows a membership is limited to in one call
DECIDABLE_MAX = 200  # open requests looked at for "may I decide", as on the page
MEMBERS = Permission.MANAGE_MEMBERS


class ScopeForm(Sent):
    """What a membership reaches: all of it, or these rows; `until_ms` null = until somebody ends it."""

    whole: bool
    sites: list[str] = Field(default_factory=list, max_length=REACH_MAX)
    hosts: list[str] = Field(default_factory=list, max_length=REACH_MAX)
    teams: list[str] = Field(default_factory=list, max_length=REACH_MAX)
    until_ms: int | None = Field(None, ge=0, le=MOMENT_MAX)


class PrivilegeOut(Schema):
    """A role or a permission that somebody has for some hours."""

    uid: str
    account: str
    right: str
    from_at: str
    until_at: str
    ended_at: str | None


class DelegationOut(Schema):
    """`taker` may do what `giver` may, between the two moments."""

    uid: str
    giver: str
    taker: str
    from_at: str
    until_at: str
    ended_at: str | None


class ApprovalOut(Schema):
    """`change` is exactly what will change; `digest` its SHA-256."""

    uid: str
    what: str
    state: str
    requester: str | None
    beneficiary: str | None
    approver: str | None
    reason: str
    change: dict[str, Any]
    digest: str
    expires_at: str


class DecisionIn(Sent):
    """`digest` as it was shown."""

    grant: bool
    digest: str = Field(max_length=64)


class ReviewOut(Schema):
    """The review of access of one quarter."""

    uid: str
    quarter: str
    opened_at: str
    due_at: str
    ended_at: str | None
    open: int


class ReviewItemOut(Schema):
    """One thing that gives access, and what was decided about it; empty = not yet."""

    uid: str
    account: str
    what: str
    proposal: str
    decision: str
    last_used_day: int | None


@router.get("/members/{uid}/scope", response=ScopeForm)
@needs(MEMBERS)
def scope(request: HttpRequest, uid: str) -> dict[str, Any]:
    """How far a member reaches, and until when."""
    return _scope(fence.fetch(request, Membership, uid, MEMBERS))


def _scope(member: Membership) -> dict[str, Any]:
    rows = list(MembershipScope.objects.filter(member=member).select_related("site", "host", "team").order_by("pk"))
    return {
        "whole": not member.is_scoped,
        "sites": [row.site.uid for row in rows if row.site],
        "hosts": [row.host.uid for row in rows if row.host],
        "teams": [row.team.uid for row in rows if row.team],
        "until_ms": member.until_ms,
    }


@router.put("/members/{uid}/scope", response=ScopeForm)
@needs(MEMBERS, whole=True)
def set_scope(request: HttpRequest, uid: str, sent: ScopeForm) -> dict[str, Any]:
    """Limit a member to some sites, hosts and teams, or to a date."""
    member = fence.fetch(request, Membership, uid, MEMBERS)
    rows: list[Site | Host | Team] = [fence.fetch(request, Site, one, MEMBERS) for one in sent.sites]
    rows += [fence.fetch(request, Host, one, MEMBERS) for one in sent.hosts]
    rows += [fence.fetch(request, Team, one, MEMBERS) for one in sent.teams]
    if sent.whole and rows:
        raise HttpError(422, "Either the whole organisation, or rows; not both.")
    try:
        limit_member(fence.account(request), member, reach=None if sent.whole else rows, until_ms=sent.until_ms)
    except OwnerIsWhole as owner:
        raise HttpError(409, "An owner is never limited. Give another role first.") from owner
    member.refresh_from_db()
    return _scope(member)


def _span(row: Privilege | Delegation) -> dict[str, Any]:
    ended = moment(row.ended_at_ms)
    return {"uid": row.uid, "from_at": rfc3339(row.from_ms), "until_at": rfc3339(row.until_ms), "ended_at": ended}


def _privileges(request: HttpRequest) -> QuerySet[Privilege]:
    rows = Privilege.objects.filter(organisation=fence.tenant(request)).select_related("account")
    if not fence.may_everywhere(request, Permission.GRANT_PRIVILEGE):
        rows = rows.filter(account=fence.account(request))
    return rows


@router.get("/privileges", response=Listed[PrivilegeOut])
@own
def privileges(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """What is lent to the caller; to everybody, for whoever may lend. Asking for one is for people: on the page."""
    rows, more = page(_privileges(request), asked)
    return listed([{**_span(row), "account": row.account.uid, "right": str(row)} for row in rows], more)


@router.delete("/privileges/{uid}", response={204: None})
@own
def give_back(request: HttpRequest, uid: str) -> Answer:
    """End a loan; at once."""
    end_privilege(fence.account(request), _found(_privileges(request).filter(uid=uid).first()))
    return Status(204, None)


def _delegations(request: HttpRequest) -> QuerySet[Delegation]:
    me = fence.account(request)
    rows = Delegation.objects.filter(organisation=fence.tenant(request)).select_related("giver", "taker")
    if not fence.may_everywhere(request, Permission.REVIEW_ACCESS):
        rows = rows.filter(Q(giver=me) | Q(taker=me))
    return rows


@router.get("/delegations", response=Listed[DelegationOut])
@own
def delegations(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Who covers for whom. Cover is begun by people: it would hand on more than a token holds."""
    rows, more = page(_delegations(request), asked)
    return listed([{**_span(row), "giver": row.giver.uid, "taker": row.taker.uid} for row in rows], more)


@router.delete("/delegations/{uid}", response={204: None})
@own
def end_cover(request: HttpRequest, uid: str) -> Answer:
    """End cover: either side, or whoever reviews access."""
    end_delegation(fence.account(request), _found(_delegations(request).filter(uid=uid).first()))
    return Status(204, None)


def _found(row: Any) -> Any:
    if row is None:
        raise Http404
    return row


def _approvals(request: HttpRequest) -> QuerySet[Approval]:
    """Those that concern the caller, and those the caller could decide on the page."""
    me, organisation = fence.account(request), fence.tenant(request)
    everything = Approval.objects.filter(organisation=organisation)
    waiting = everything.filter(state=Approval.ASKED).order_by("expires_at_ms", "pk")[:DECIDABLE_MAX]
    decidable = [row.pk for row in waiting if _may_decide(me, row)]
    mine = Q(requester=me) | Q(beneficiary=me) | Q(approver=me) | Q(pk__in=decidable)
    return everything.filter(mine).select_related("requester", "beneficiary", "approver")


def _may_decide(me: Account, row: Approval) -> bool:
    try:
        return may_decide(me, row)
    except NotApprovable:  # of a unit that is no longer there
        return False


def _approval(row: Approval) -> dict[str, Any]:
    sides = {"requester": row.requester, "beneficiary": row.beneficiary, "approver": row.approver}
    return {
        "uid": row.uid, "what": row.what, "state": row.state, "reason": row.reason,
        **{name: account.uid if account else None for name, account in sides.items()},
        "change": json.loads(row.change), "digest": row.digest, "expires_at": rfc3339(row.expires_at_ms),
    }  # fmt: skip


@router.get("/approvals", response=Listed[ApprovalOut])
@own
def approvals(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Requests that concern the caller, with exactly what will change."""
    rows, more = page(_approvals(request), asked)
    return listed([_approval(row) for row in rows], more)


@router.get("/approvals/{uid}", response=ApprovalOut)
@own
def approval(request: HttpRequest, uid: str) -> dict[str, Any]:
    """One request."""
    return _approval(_found(_approvals(request).filter(uid=uid).first()))


@router.post("/approvals/{uid}/decision", response=ApprovalOut)
@own
def decide(request: HttpRequest, uid: str, sent: DecisionIn) -> dict[str, Any]:
    """Always refused with 403: a program is no second person. Decide on the page of the request."""
    row, me = _found(_approvals(request).filter(uid=uid).first()), fence.account(request)
    try:
        if sent.grant:
            grant_approval(me, row, seen=sent.digest)
        else:
            refuse_approval(me, row)
    except NotApprovable as cannot:
        raise HttpError(409, f"This cannot be decided: {cannot.code}.") from cannot
    return _approval(row)


@router.post("/approvals/{uid}/withdraw", response={204: None})
@own
def withdraw(request: HttpRequest, uid: str) -> Answer:
    """Take one's own request back."""
    row = _found(_approvals(request).filter(uid=uid, requester=fence.account(request)).first())
    try:
        withdraw_approval(fence.account(request), row)
    except NotApprovable as closed:
        raise HttpError(409, "This is decided already, or too old.") from closed
    return Status(204, None)


@router.get("/reviews", response=Listed[ReviewOut])
@needs(Permission.REVIEW_ACCESS, whole=True)
def reviews(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Reviews of access, a quarter each. People decide about their rows, on the page."""
    rows, more = page(AccessReview.objects.filter(organisation=fence.tenant(request)), asked)
    return listed([_review(row) for row in rows], more)


def _review(row: AccessReview) -> dict[str, Any]:
    return {
        "uid": row.uid, "quarter": row.quarter, "opened_at": rfc3339(row.opened_at_ms),
        "due_at": rfc3339(row.due_at_ms), "ended_at": moment(row.ended_at_ms),
        "open": ReviewItem.objects.filter(review=row, decision="").count(),
    }  # fmt: skip


@router.get("/reviews/{uid}/items", response=Listed[ReviewItemOut])
@needs(Permission.REVIEW_ACCESS, whole=True)
def review_items(request: HttpRequest, uid: str, asked: Query[Paged]) -> dict[str, Any]:
    """The rows of one review."""
    review = _found(AccessReview.objects.filter(organisation=fence.tenant(request), uid=uid).first())
    rows, more = page(ReviewItem.objects.filter(review=review).select_related("account"), asked)
    return listed([_item(row) for row in rows], more)


def _item(row: ReviewItem) -> dict[str, Any]:
    return {
        "uid": row.uid, "account": row.account.uid, "what": row.what, "proposal": row.proposal,
        "decision": row.decision, "last_used_day": row.last_used_day,
    }  # fmt: skip
