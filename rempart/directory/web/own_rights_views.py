"""What the person who looks may do here: the role and its limits, what is borrowed, who covers for whom."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.delegate import CannotDelegate, delegate, end_delegation
from rempart.directory.actions.lend_privilege import ask_privilege, end_privilege
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.directory.store.rights import Delegation, MembershipScope, Privilege
from rempart.directory.store.standing import in_force
from rempart.directory.web import fence
from rempart.directory.web.page import posted, show
from rempart.directory.web.rights_forms import DelegationForm, PrivilegeForm
from rempart.directory.web.words import PERMISSIONS, ROLES, right_word


@login_required
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Role, limits, what is borrowed, cover."""
    fence.demand_anything(request)
    return _page(request, _privilege_form(request), _delegation_form(request))


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a right for some hours."""
    fence.demand_anything(request)
    form = _privilege_form(request)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        asked = ask_privilege(
            fence.account(request),
            fence.tenant(request),
            form.right_chosen(),
            hours=said["hours"],
            reason=said["reason"],
        )
        messages.success(request, _("Asked. It begins when a second person says yes."))
        return redirect("approval", uid=asked.uid)
    return _page(request, form, DelegationForm(takers=_takers(request), auto_id="d_%s"))


@login_required
@require_http_methods(["GET", "POST"])
def cover(request: HttpRequest) -> HttpResponse:
    """Let a colleague act for oneself."""
    fence.demand_anything(request)
    form = _delegation_form(request)
    if request.method == "POST" and form.is_valid():
        first, last = form.span()
        try:
            delegate(
                fence.account(request), fence.tenant(request), form.cleaned_data["taker"], from_ms=first, until_ms=last
            )
        except CannotDelegate as cannot:
            said = _("These days are over, or more than a year ahead.")
            form.add_error("last" if cannot.code == "dates" else "taker", said if cannot.code == "dates" else _nobody())
        else:
            messages.success(request, _("Saved. It ends by itself; you can end it any time before."))
            return redirect("own_rights")
    return _page(request, PrivilegeForm(held=_held(request), auto_id="p_%s"), form)


def _nobody() -> str:
    return _("Choose another member of this organisation.")


@login_required
@require_POST
def give_back(request: HttpRequest, uid: str) -> HttpResponse:
    """End a privilege: one's own, or as somebody who may lend."""
    mine = Privilege.objects.filter(organisation=fence.tenant(request), uid=uid)
    if not fence.may_everywhere(request, Permission.GRANT_PRIVILEGE):
        mine = mine.filter(account=fence.account(request))
    row = mine.first()
    if row is None:
        raise Http404
    end_privilege(fence.account(request), row)
    messages.success(request, _("It has ended."))
    return redirect("own_rights")


@login_required
@require_POST
def end_cover(request: HttpRequest, uid: str) -> HttpResponse:
    """End a delegation: either side, or as somebody who reviews access."""
    me = fence.account(request)
    rows = Delegation.objects.filter(organisation=fence.tenant(request), uid=uid)
    if not fence.may_everywhere(request, Permission.REVIEW_ACCESS):
        rows = rows.filter(Q(giver=me) | Q(taker=me))
    row = rows.first()
    if row is None:
        raise Http404
    end_delegation(me, row)
    messages.success(request, _("It has ended."))
    return redirect("own_rights")


def _privilege_form(request: HttpRequest) -> PrivilegeForm:
    return PrivilegeForm(posted(request), held=_held(request), auto_id="p_%s")


def _delegation_form(request: HttpRequest) -> DelegationForm:
    return DelegationForm(posted(request), takers=_takers(request), auto_id="d_%s")


def _held(request: HttpRequest) -> frozenset[Permission]:
    fence.tenant(request)
    return fence.standing(request).grants[0].permissions


def _takers(request: HttpRequest) -> Any:
    here = in_force(now_ms()).filter(organisation=fence.tenant(request)).values("account")
    return Account.objects.filter(pk__in=here).exclude(pk=fence.account(request).pk).order_by("name", "email")


def _page(request: HttpRequest, ask_form: PrivilegeForm, cover_form: DelegationForm) -> HttpResponse:
    organisation, me, standing = fence.tenant(request), fence.account(request), fence.standing(request)
    lent = Privilege.objects.filter(organisation=organisation, ended_at_ms=None, until_ms__gt=now_ms())
    if not fence.may_everywhere(request, Permission.GRANT_PRIVILEGE):
        lent = lent.filter(account=me)
    covers = Delegation.objects.filter(organisation=organisation, ended_at_ms=None, until_ms__gt=now_ms())
    if not fence.may_everywhere(request, Permission.REVIEW_ACCESS):
        covers = covers.filter(Q(giver=me) | Q(taker=me))
    own_grant = standing.grants[0]
    return show(
        request,
        "own_rights",
        "own_rights",
        ask_form,
        cover_form,
        role_words=ROLES[standing.role] if standing.role else None,
        held=[PERMISSIONS[permission] for permission in Permission if permission in own_grant.permissions],
        limits=None if own_grant.reach.is_whole else _limits(request),
        lent=[(row, right_word(str(row))) for row in lent.select_related("account").order_by("until_ms", "pk")],
        covers=covers.select_related("giver", "taker").order_by("from_ms", "pk"),
        ask_form=ask_form,
        cover_form=cover_form,
    )


def _limits(request: HttpRequest) -> list[str]:
    named = {"member__account": fence.account(request), "member__organisation": fence.tenant(request)}
    rows = MembershipScope.objects.filter(**named)
    return [str(row) for row in rows.select_related("site", "host", "team").order_by("pk")]
