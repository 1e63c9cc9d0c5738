"""Changes that wait for a second person: exactly what would happen, allowed or declined one by one or together."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.step_up import step_up
from rempart.lifecycle.actions.allow_changes import NotAllowed, allow_change, decline_changes
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store.models import Transition
from rempart.lifecycle.web.page import show
from rempart.lifecycle.web.present import changes
from rempart.lifecycle.web.words import reason_text

MOST = 100  # shown, and decided, at once


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def paused(request: HttpRequest) -> HttpResponse:
    """The list; a POST decides about the ticked ones, each bound to the digest that was shown."""
    fence.demand(request, Permission.MANAGE_LEAVERS)
    rows = Transition.objects.filter(organisation=fence.tenant(request), stage=Stage.PAUSED)
    rows = rows.select_related("person", "requester", "organisation").order_by("pk")[:MOST]
    if request.method == "POST":
        picked = set(request.POST.getlist("change")[:MOST])
        chosen = [row for row in rows if f"{row.uid}:{row.digest}" in picked]
        if not chosen:
            messages.info(request, _("Nothing was ticked, or it has changed since. Look again."))
        elif request.POST.get("do") == "decline":
            _decline(request, chosen)
        else:
            _allow(request, chosen)
        return redirect("lifecycle_paused")
    return show(request, "paused", "lifecycle_paused", changes=changes(fence.tenant(request), list(rows)))


def _allow(request: HttpRequest, rows: list[Transition]) -> None:
    done, reasons = 0, set()
    for row in rows:
        try:
            allow_change(fence.account(request), row, row.digest)
            done += 1
        except NotAllowed as refused:
            reasons.add(str(refused.args[0]))
    if done:
        said = ngettext("%(count)s change was allowed and done.", "%(count)s changes were allowed and done.", done)
        messages.success(request, said % {"count": done})
    for reason in sorted(reasons):
        messages.error(request, reason_text(reason))


def _decline(request: HttpRequest, rows: list[Transition]) -> None:
    try:
        decline_changes(fence.account(request), fence.tenant(request), rows)
        messages.success(request, _("Declined. Nothing changed."))
    except NotAllowed as refused:
        messages.error(request, reason_text(str(refused.args[0])))
