"""Bring a site back: everything in one click, or what is named. The present state is kept first."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.backup.actions.ask import ask
from rempart.backup.core.stages import Work
from rempart.backup.store.models import Plan, Snapshot
from rempart.backup.web.forms import RestoreForm
from rempart.backup.web.present import gate_of, rehearsal
from rempart.backup.web.views import crumbs, show
from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def restore(request: HttpRequest, uid: str, snapshot: str) -> HttpResponse:
    """What will happen stands there before anything does."""
    site: Site = fence.site(request, uid, Permission.RESTORE)
    plan = get_object_or_404(Plan.objects.select_related("site", "organisation"), site=site)
    row = get_object_or_404(Snapshot, vault__plan=plan, uid=snapshot)
    form, gate = RestoreForm(posted(request)), gate_of(plan)
    if request.method == "POST" and form.is_valid() and gate.is_shut:
        form.add_error(None, _("Nobody at the site allows it now. Open it there, then press the button again."))
    elif request.method == "POST" and form.is_valid():
        ask(fence.account(request), plan, Work.RESTORE, snapshot=row, wanted=form.wanted())
        messages.success(request, _("It begins in a moment. The state before is kept for 7 days."))
        return redirect("vault", uid=site.uid)
    age_s = max(0, now_ms() - row.taken_at_ms) // 1_000
    return show(
        request, "restore", status=422 if form.errors else 200, site=site, row=row, form=form, age_s=age_s,
        last=rehearsal(plan), gate=gate, crumbs=crumbs(site, _("Restore")),
    )  # fmt: skip
