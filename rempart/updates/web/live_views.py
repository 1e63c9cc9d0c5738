"""Laying an update live, and taking it back: each with a fresh proof of who somebody is."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.step_up import step_up
from rempart.updates.actions.ask import apply, compare, live_of, undo
from rempart.updates.core.stages import OPEN, Work
from rempart.updates.store.models import Job, Package
from rempart.updates.web import present
from rempart.updates.web.views import show


def _row(request: HttpRequest, uid: str, package: str) -> tuple[Site, Package]:
    site = fence.site(request, uid, Permission.APPLY_UPDATES)
    return site, get_object_or_404(Package.objects.select_related("site", "organisation"), site=site, uid=package)


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def live(request: HttpRequest, uid: str, package: str) -> HttpResponse:
    """What will happen stands there before anything does."""
    site, row = _row(request, uid, package)
    sheet = present.may_go_live(row)
    if sheet is None:
        messages.warning(request, _("No trial has passed in the last 14 days: try it on a copy first."))
        return redirect("update", uid=site.uid, package=row.uid)
    has_looked = not sheet.looks_other or request.POST.get("looked") == "yes"
    gate = present.gate_of(site)
    if request.method == "POST" and has_looked and not gate.is_shut:
        apply(fence.account(request), row, looked=sheet.looks_other)
        messages.success(
            request, _("It begins in a moment. If the site does not stand it, the files before come back.")
        )
        return redirect("update", uid=site.uid, package=row.uid)
    return show(
        request, "live", site, here=_("Lay it live"), row=row, sheet=sheet, shots=present.shots(sheet),
        trial=present.trial(row), is_refused=request.method == "POST" and not has_looked, gate=gate,
        status=422 if request.method == "POST" else 200, is_posted=request.method == "POST", has_looked=has_looked,
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def back(request: HttpRequest, uid: str, package: str) -> HttpResponse:
    """The files alone; or, after its list was read, the database too."""
    site, row = _row(request, uid, package)
    job = live_of(row)
    if job is None:
        messages.warning(request, _("What was there before is no longer kept."))
        return redirect("update", uid=site.uid, package=row.uid)
    wish, actor = request.POST.get("do", ""), fence.account(request)
    listed = present.comparison(job)
    if request.method == "POST" and wish == "compare":
        compare(actor, job)
        return redirect("update_back", uid=site.uid, package=row.uid)
    if request.method == "POST" and wish in ("files", "database"):
        seen = request.POST.get("seen", "") if wish == "database" else ""
        if wish == "database" and (listed is None or seen != listed.result.get("seen")):
            messages.warning(request, _("More came in since the list was read: look at it again."))
            return redirect("update_back", uid=site.uid, package=row.uid)
        if wish == "database" and present.gate_of(site).is_shut:
            messages.warning(
                request, _("Nobody at the site allows it now. Open it there, then press the button again.")
            )
            return redirect("update_back", uid=site.uid, package=row.uid)
        undo(actor, job, seen)
        messages.success(request, _("The state before comes back in a moment."))
        return redirect("update", uid=site.uid, package=row.uid)
    is_listing = Job.objects.filter(package=row, work=Work.COMPARE, stage__in=OPEN).exists()
    return show(
        request, "back", site, here=pgettext("updates", "Take it back"), row=row, job=job, listed=listed, is_listing=is_listing,
        losses=present.losses(listed) if listed else [], gate=present.gate_of(site) if listed else None,
    )  # fmt: skip
