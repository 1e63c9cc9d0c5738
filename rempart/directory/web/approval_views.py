"""Requests that wait for a second person: the inbox, one request with exactly what will change, and the decision."""

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rempart.directory.actions.approvable import approvable
from rempart.directory.actions.ask_approval import OPEN, withdraw_approval
from rempart.directory.actions.decide_approval import grant_approval, may_decide, refuse_approval
from rempart.directory.core.approval import NotApprovable
from rempart.directory.store.members import LastOwner
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.rights import Approval
from rempart.directory.web import fence
from rempart.directory.web.page import show
from rempart.directory.web.step_up import step_up
from rempart.directory.web.words import in_language, right_word

MOST_SHOWN = 200  # open requests on one page
MOST_PAST = 20
WORDED = ("right", "before", "after", "role", "permission")  # slots that hold stored names


@dataclass(frozen=True, slots=True)
class Shown:
    """A request as a page shows it."""

    row: Approval
    sentence: str
    state: str
    may_decide: bool
    is_mine: bool


def waiting_for(account: Account, organisation: Organisation) -> list[Approval]:
    """What this account may decide now; the next step of whoever has one."""
    rows = Approval.objects.filter(organisation=organisation, state=Approval.ASKED)
    rows = rows.select_related("requester", "beneficiary", "organisation").order_by("expires_at_ms", "pk")
    return [row for row in rows[:MOST_SHOWN] if _may_decide(account, row)]


def _may_decide(account: Account, row: Approval) -> bool:
    try:
        return may_decide(account, row)
    except NotApprovable:  # of a unit that is no longer there
        return False


@login_required
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for this person, what this person waits for, and what was decided lately."""
    me, organisation = fence.account(request), fence.tenant(request)
    if not _related(request).exists():  # who may do nothing sees it for what concerns them, and else not at all
        fence.demand_anything(request)
    mine = _related(request).filter(state__in=OPEN, requester=me).order_by("-pk")[:MOST_SHOWN]
    past = _related(request).exclude(state__in=OPEN).order_by("-pk")[:MOST_PAST]
    return show(
        request,
        "approvals",
        "approvals",
        waiting=[_shown(me, row) for row in waiting_for(me, organisation)],
        mine=[_shown(me, row) for row in mine],
        past=[_shown(me, row) for row in past],
    )


@login_required
@require_GET
def approval(request: HttpRequest, uid: str) -> HttpResponse:
    """One request."""
    return _page(request, _one(request, uid), is_deciding=False)


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, uid: str) -> HttpResponse:
    """Yes or no, to exactly what was shown."""
    me, row = fence.account(request), _one(request, uid)
    if not _may_decide(me, row):
        raise PermissionDenied
    if request.method == "GET":
        return _page(request, row, is_deciding=True)
    try:
        if request.POST.get("do") == "grant":
            grant_approval(me, row, seen=request.POST.get("seen", ""))
            messages.success(request, _("You said yes."))
        else:
            refuse_approval(me, row)
            messages.success(request, _("You said no. Nothing was changed."))
    except NotApprovable as cannot:
        messages.error(request, refusal(cannot.code))
    except LastOwner:
        messages.error(request, _("This would leave the organisation without an owner. Nothing was changed."))
    return redirect("approval", uid=row.uid)


@login_required
@require_POST
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """Take one's own request back."""
    row = _one(request, uid)
    try:
        withdraw_approval(fence.account(request), row)
        messages.success(request, _("Your request was taken back."))
    except NotApprovable as cannot:
        messages.error(request, refusal(cannot.code))
    return redirect("approvals")


def refusal(code: str) -> str:
    """Why a request or a decision was not taken."""
    return {
        "same": _("Three different people are needed: who asks, who gains and who approves. Cover counts too."),
        "closed": _("This is decided already, or too old. Nothing was changed."),
        "changed": _("What would change is no longer what was asked for. Nothing was changed; ask again."),
        "reason": _("Say why."),
        "stranger": _("Whoever gains must be a member here."),
    }.get(code, _("This cannot be approved."))


def _related(request: HttpRequest) -> Any:
    """One's own requests, and those one decided or may gain from."""
    me = fence.account(request)
    rows = Approval.objects.filter(organisation=fence.tenant(request))
    rows = rows.filter(Q(requester=me) | Q(beneficiary=me) | Q(approver=me))
    return rows.select_related("requester", "beneficiary", "approver", "organisation")


def _one(request: HttpRequest, uid: str) -> Approval:
    """Those concerned, and whoever could decide, see it; for everybody else it is not there."""
    row: Approval | None = _related(request).filter(uid=uid).first()
    if row is None:
        me, organisation = fence.account(request), fence.tenant(request)
        row = next((one for one in waiting_for(me, organisation) if one.uid == uid), None)
    if row is None:
        raise Http404
    return row


def _page(request: HttpRequest, row: Approval, *, is_deciding: bool) -> HttpResponse:
    shown = _shown(fence.account(request), row)
    exact = json.dumps(json.loads(row.change), indent=2, ensure_ascii=False)
    return show(request, "approval", "approvals", shown=shown, exact=exact, is_deciding=is_deciding)


def _shown(me: Account, row: Approval) -> Shown:
    return Shown(row, sentence_of(row), _states()[row.state], _may_decide(me, row), row.requester_id == me.pk)


def sentence_of(row: Approval) -> str:
    """What will change, in the page's language; the unit's id where the sentence cannot be made any more."""
    try:
        unit = approvable(row.what)
        slots = unit.slots(row.organisation, json.loads(row.change))
    except (NotApprovable, LookupError, Account.DoesNotExist):
        return row.what
    words = {name: right_word(value) if name in WORDED else value for name, value in slots.items()}
    return in_language(unit.en, unit.fr, unit.zh).format_map(words)


def _states() -> dict[str, str]:
    return {
        Approval.ASKED: pgettext("request", "waits"),
        Approval.GRANTED: pgettext("request", "approved, not carried out yet"),
        Approval.REFUSED: pgettext("request", "refused"),
        Approval.EXPIRED: pgettext("request", "nobody decided in time"),
        Approval.USED: pgettext("request", "approved and carried out"),
        Approval.WITHDRAWN: pgettext("request", "taken back"),
    }
