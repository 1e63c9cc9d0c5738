"""'Does not apply to us': ask, approve as a second person, end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Membership, Site
from rempart.directory.web import fence
from rempart.maturity.actions.grant_exemption import approve_exemption, ask_exemption, end_exemption
from rempart.maturity.actions.judge_site import judge_site
from rempart.maturity.core.exemption import may_be_exempt
from rempart.maturity.store.catalogue import catalogue
from rempart.maturity.store.models import Exemption
from rempart.maturity.web.frame import frame_of
from rempart.maturity.web.present_exemptions import Asked, exemptions_page

SHOWN = 200  # rows; at most two a level are open at a time, the rest is the past
MAX_REASON = 2_000  # characters, as the table has it


@login_required
@require_http_methods(["GET", "POST"])
def exemptions(request: HttpRequest, uid: str) -> HttpResponse:
    """What was declared not applicable, and the form to ask."""
    site = fence.site(request, uid)
    error = ""
    if request.method == "POST":
        fence.demand(request, Permission.ACCEPT_RISK)
        error = _ask(request, site)
        if not error:
            messages.success(request, _("Asked. It counts once a second person has approved it."))
            return redirect("exemptions", uid=site.uid)
    now, ended = _rows(request, site)
    page = exemptions_page(
        frame_of(site),
        catalogue().controls,
        now,
        ended,
        chosen=request.POST.get("control") or request.GET.get("control", ""),
        error=error,
        may_ask=fence.may(request, Permission.ACCEPT_RISK),
    )
    context = {"page": page, "site": site, "section": "sites"}
    return render(request, "maturity/exemptions.html", context, status=422 if error else 200)


def _ask(request: HttpRequest, site: Site) -> str:
    control, days = request.POST.get("control", ""), request.POST.get("days", "")
    reason = request.POST.get("reason", "").strip()[:MAX_REASON]
    unit = catalogue().controls.get(control)
    if unit is None or not may_be_exempt(unit):
        return _("Choose one of the stones listed.")
    if not reason or not days.isascii() or not days.isdigit() or not 1 <= int(days[:4]) <= 365:
        return _("Say why, and for how many days (1 to 365).")
    try:
        ask_exemption(fence.account(request), site, catalogue().controls, control, reason=reason, days=int(days[:4]))
    except ValueError:
        return _("It was asked for already, or two stones of this level do not apply already; that is the most.")
    return ""


@login_required
@require_POST
def approve(request: HttpRequest, uid: str) -> HttpResponse:
    """By another person than the one who asked."""
    site, asked = _named(request, uid, Permission.APPROVE)
    try:
        approve_exemption(fence.account(request), asked)
        judge_site(site)
        messages.success(request, _("Approved."))
    except ValueError:
        messages.error(request, _("Someone other than the person who asked must approve this, and only once."))
    return redirect("exemptions", uid=site.uid)


@login_required
@require_POST
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """The stone applies again from now on."""
    site, asked = _named(request, uid, Permission.ACCEPT_RISK)
    try:
        end_exemption(fence.account(request), asked)
        judge_site(site)
        messages.success(request, _("The stone applies again."))
    except ValueError:
        messages.error(request, _("This has ended already."))
    return redirect("exemptions", uid=site.uid)


def _named(request: HttpRequest, uid: str, permission: Permission) -> tuple[Site, Exemption]:
    site = fence.site(request, uid, permission)
    return site, fence.fetch(request, Exemption, request.POST.get("exemption", ""), permission, site=site)


def _rows(request: HttpRequest, site: Site) -> tuple[list[Asked], list[Asked]]:
    me, moment = fence.account(request), now_ms()
    may = fence.may(request, Permission.APPROVE)
    alone = Membership.objects.filter(organisation=site.organisation).count() == 1
    now: list[Asked] = []
    ended: list[Asked] = []
    for row in Exemption.objects.filter(site=site).select_related("asked_by", "approver").order_by("-pk")[:SHOWN]:
        is_open = row.until_ms > moment
        may_approve = may and is_open and row.approver_id is None and (alone or row.asked_by_id != me.pk)
        one = Asked(
            row.uid, row.control, row.reason, _name(row.asked_by), _name(row.approver), row.until_ms, may_approve
        )
        (now if is_open else ended).append(one)
    return now, ended


def _name(account: Account | None) -> str:
    if account is None:
        return ""
    return str(account) if account.is_active else _("someone who has left")
