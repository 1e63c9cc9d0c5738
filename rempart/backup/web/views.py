"""The vault: all sites, and one site with its snapshots, its work and what is missing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rempart.backup.actions.ask import ask, stop, undo
from rempart.backup.actions.forget_archive import InUse, ask_forget
from rempart.backup.actions.plans import clear_unrest, switch_off
from rempart.backup.core.stages import Work
from rempart.backup.store.models import Job, Plan, Snapshot
from rempart.backup.web import present
from rempart.backup.web.words import RHYTHMS
from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.step_up import step_up

SITES = 500  # that the list shows


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of this area."""
    return render(request, f"backup/{template}.html", {"section": "vault", **context}, status=status)


def crumbs(site: Site, here: str = "") -> list[dict[str, str]]:
    """The way to a page of one site."""
    way = [{"label": _("Vault"), "href": reverse("vaults")}]
    if not here:
        return [*way, {"label": site.address, "href": ""}]
    return [*way, {"label": site.address, "href": reverse("vault", args=[site.uid])}, {"label": here, "href": ""}]


@login_required
@require_GET
def vaults(request: HttpRequest) -> HttpResponse:
    """Every site, those in need first."""
    fence.demand(request, Permission.READ_BACKUPS)
    sites = _visible(request)
    plans = {plan.site_id: plan for plan in Plan.objects.filter(site__in=list(sites)).select_related("site")}
    lines = [present.line_of(site, plans.get(site.pk)) for site in sites]
    lines.sort(key=lambda line: not line.is_bad)
    standing = sum(line.count is not None and line.count.stands for line in lines)
    may_manage = fence.may_everywhere(request, Permission.MANAGE_BACKUPS)
    return show(request, "vaults", lines=lines, standing=standing, may_manage=may_manage)


def _visible(request: HttpRequest) -> list[Site]:
    return list(fence.visible(request, Site.objects.order_by("address", "pk"), Permission.READ_BACKUPS)[:SITES])


@login_required
@require_http_methods(["GET", "POST"])
def vault(request: HttpRequest, uid: str) -> HttpResponse:
    """One site; a POST asks for work, stops it, or takes a restore back."""
    site = fence.site(request, uid, Permission.READ_BACKUPS)
    plan = Plan.objects.filter(site=site).select_related("site", "organisation").first()
    if plan is not None and request.method == "POST":
        return _do(request, plan)
    may = {
        "run": fence.may(request, Permission.RUN_BACKUPS),
        "restore": fence.may(request, Permission.RESTORE),
        "manage": fence.may(request, Permission.MANAGE_BACKUPS),
    }
    context: dict[str, Any] = {"site": site, "plan": plan, "may": may, "crumbs": crumbs(site)}
    if plan is not None:
        shown = present.snapshots(plan)
        newest = next((one for one in shown if one["is_on"]), None)
        context |= {
            "snapshots": shown, "newest": newest and newest["row"], "age_s": newest and _age_s(newest["row"]), "jobs": present.jobs(plan), "three": present.three(plan),
            "rehearsal": present.rehearsal(plan), "unrest": present.unrest(plan), "keeping": present.keeping(plan),
            "rhythm": RHYTHMS.get(plan.every_s, ""), "line": present.line_of(site, plan),
            "others": present.others(_visible(request), plan),
        }  # fmt: skip
    return show(request, "vault", **context)


def _age_s(row: Snapshot) -> int:
    return max(0, now_ms() - row.taken_at_ms) // 1_000


def _do(request: HttpRequest, plan: Plan) -> HttpResponse:
    wish, actor = request.POST.get("do", ""), fence.account(request)
    asked = {"run": Work.SNAPSHOT, "verify": Work.VERIFY, "rehearse": Work.REHEARSE}
    if wish in asked:
        ask(actor, plan, asked[wish])
        messages.success(request, _("It begins in a moment."))
    elif wish == "stop":
        stop(actor, _job(plan, request))
        messages.success(request, _("It ends at its next look."))
    elif wish in ("undo", "clear", "off", "forget"):
        return _grave(request, plan.site.uid)  # type: ignore[return-value]
    return redirect("vault", uid=plan.site.uid)


def _job(plan: Plan, request: HttpRequest) -> Job:
    """Of this plan, whose site the fence has let through."""
    return get_object_or_404(Job, plan=plan, uid=request.POST.get("job", ""))


@step_up
def _grave(request: HttpRequest, uid: str) -> HttpResponse:
    """What asks for a fresh proof of who somebody is."""
    site = fence.site(request, uid, Permission.READ_BACKUPS)
    plan = get_object_or_404(Plan.objects.select_related("site", "organisation"), site=site)
    wish, actor = request.POST.get("do", ""), fence.account(request)
    if wish == "clear":
        clear_unrest(actor, plan)
        messages.success(request, _("Old snapshots go again as planned."))
    elif wish == "forget":
        _forget(request, plan)
    elif wish == "off":
        switch_off(actor, plan)
        messages.success(request, _("Switched off. What is there stays and can be restored."))
    else:
        try:
            undo(actor, _job(plan, request))
            messages.success(request, _("The state before comes back in a moment."))
        except LookupError:
            messages.warning(request, _("What was there before is no longer kept beside; its snapshot is in the list."))
    return redirect("vault", uid=plan.site.uid)


def _forget(request: HttpRequest, plan: Plan) -> None:
    """An archive that was brought in."""
    try:
        ask_forget(fence.account(request), plan, request.POST.get("set", ""))
        messages.success(request, _("It goes in a moment. What becomes of it stands below “Work”."))
    except LookupError:
        messages.warning(request, _("That archive is no longer in the vault."))
    except InUse:
        messages.warning(request, _("A restore of it waits or goes on."))
