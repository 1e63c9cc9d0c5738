"""Legal holds: asked for by one person, set and lifted by a second one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.hold_approve import NotWaiting, SamePerson, approve_hold, approve_lifting
from rempart.directory.actions.hold_ask import BadHold, ask_hold
from rempart.directory.actions.hold_lift import ask_lifting
from rempart.directory.core.holds import BLOCKING, HoldState, Scope
from rempart.directory.core.roles import Permission
from rempart.directory.store import holds
from rempart.directory.store.models import LegalHold, Organisation, Person, Site
from rempart.directory.web import fence
from rempart.directory.web.erasure_forms import SCOPES, HoldForm
from rempart.directory.web.erasure_words import HOLD_STATES, bad_hold_text, day_of
from rempart.directory.web.page import show
from rempart.directory.web.step_up import step_up

PAGE = 50  # holds shown at once
FIELD_OF = {"no_target": "target", "no_reason": "reason", "long_reason": "reason", "past": "until", "too_long": "until"}


@login_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What is held, and what waits for a second person."""
    fence.demand_everywhere(request, Permission.HOLD_RECORD)
    return _list(request, HoldForm(auto_id="h_%s"))


def _list(request: HttpRequest, form: HoldForm) -> HttpResponse:
    organisation = fence.tenant(request)
    known = LegalHold.objects.filter(organisation=organisation).select_related("asked_by", "lift_asked_by")
    page = Paginator(known.order_by("-asked_ms", "-pk"), PAGE).get_page(request.GET.get("page"))
    now, me = now_ms(), fence.account(request).pk
    shown = [_row(hold, now, me) for hold in page]
    return show(request, "holds", "directory_holds", form, form=form, rows=page, shown=shown)


def _row(hold: LegalHold, now: int, me: int) -> dict[str, Any]:
    state = holds.state(hold, now)
    is_lifting = state in BLOCKING and hold.lift_asked_ms is not None
    return {
        "uid": hold.uid, "what": _named(hold), "reason": hold.reason, "until": day_of(hold.until_ms),
        "state": HOLD_STATES[state], "asked_by": hold.asked_by, "is_lifting": is_lifting,
        "may_approve": state in (HoldState.ASKED, HoldState.LAPSED) and hold.asked_by_id not in (None, me),
        "waits_for_other": state in (HoldState.ASKED, HoldState.LAPSED) and hold.asked_by_id in (None, me),
        "may_ask_lifting": state in BLOCKING and not is_lifting,
        "may_lift": is_lifting and hold.lift_asked_by_id not in (None, me),
    }  # fmt: skip


def _named(hold: LegalHold) -> str:
    if hold.scope == Scope.PERSON:
        return str(Person.objects.filter(organisation=hold.organisation_id, uid=hold.target).first() or hold.target)
    if hold.scope == Scope.SITE:
        return str(Site.objects.filter(organisation=hold.organisation_id, uid=hold.target).first() or hold.target)
    return str(SCOPES[Scope.ORGANISATION])


@login_required
@step_up
@require_http_methods(["POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """One person asks."""
    fence.demand_everywhere(request, Permission.HOLD_RECORD)
    form = HoldForm(request.POST, auto_id="h_%s")
    if form.is_valid():
        organisation, said = fence.tenant(request), form.cleaned_data
        scope = Scope(said["scope"])
        target = _find(organisation, scope, said["target"])
        try:
            ask_hold(fence.account(request), organisation, scope, target, said["reason"], form.until_ms())
            messages.success(request, _("The hold is in force for a week. A second person has to approve it by then."))
            return redirect("directory_holds")
        except BadHold as bad:
            form.add_error(FIELD_OF[bad.code], bad_hold_text(bad.code))
    return _list(request, form)


def _find(organisation: Organisation, scope: Scope, wish: str) -> str:
    """The uid of what was named; "-", which nothing is called, when it is unclear or not here."""
    if scope is Scope.ORGANISATION:
        return "-" if wish else ""
    if scope is Scope.SITE:
        named = Site.objects.filter(organisation=organisation).filter(Q(address=wish) | Q(address=wish.rstrip("/")))
        found = list(named.values_list("uid", flat=True)[:2])
    else:
        people = Person.objects.filter(organisation=organisation)
        exact = people.filter(Q(email__iexact=wish) | Q(staff_number=wish)) if wish else people.none()
        found = list((exact if exact.exists() else people.filter(name=wish)).values_list("uid", flat=True)[:2])
    return found[0] if len(found) == 1 else "-"


@login_required
@step_up
@require_http_methods(["POST"])
def decide(request: HttpRequest, uid: str) -> HttpResponse:
    """`do` is approve, ask_lifting or lift."""
    hold = fence.fetch(request, LegalHold, uid, Permission.HOLD_RECORD)
    does = {"approve": approve_hold, "ask_lifting": ask_lifting, "lift": approve_lifting}
    act = does.get(request.POST.get("do", ""))
    if act is None:
        return redirect("directory_holds")
    try:
        act(fence.account(request), hold)
        messages.success(request, _("Noted in the record."))
    except SamePerson:
        messages.error(request, _("Whoever asked cannot approve. A second person with this right has to."))
    except NotWaiting:
        messages.error(request, _("Nothing waits there any more: somebody was first, or its time is over."))
    return redirect("directory_holds")
