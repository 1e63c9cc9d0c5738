"""Other places that look: invite one by a code, see whether it speaks, remove it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up
from rempart.watch.actions.pass_time import tower
from rempart.watch.actions.probes import TooMany, invite_probe, remove_probe
from rempart.watch.store.models import Probe
from rempart.watch.web.forms import ProbeForm
from rempart.watch.web.page import show


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def probes(request: HttpRequest) -> HttpResponse:
    """A POST with `uid` removes one; else it invites one, and its code is shown this once."""
    fence.demand_everywhere(request, Permission.MANAGE_WATCH)
    uid, code = request.POST.get("uid", ""), ""
    if request.method == "POST" and uid:
        remove_probe(fence.account(request), fence.fetch(request, Probe, uid, Permission.MANAGE_WATCH, is_on=True))
        return redirect("watch_probes")
    form = ProbeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            _row, code = invite_probe(fence.account(request), fence.tenant(request), form.cleaned_data["name"])
            form = ProbeForm()
        except TooMany:
            form.add_error(None, _("There are as many probes as one organisation may have."))
    rows = Probe.objects.filter(organisation=fence.tenant(request), is_on=True).order_by("name", "pk")
    hub = request.build_absolute_uri("/").rstrip("/")
    return show(request, "probes", "watch_probes", form, form=form, rows=rows, code=code, hub=hub, tower=tower())
