"""How far a member reaches, and until when."""

from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.directory.actions.limit_member import OwnerIsWhole, limit_member
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Host, Membership, Site, Team
from rempart.directory.store.rights import MembershipScope
from rempart.directory.web import fence
from rempart.directory.web.page import posted, show
from rempart.directory.web.rights_forms import LimitForm
from rempart.directory.web.step_up import step_up


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def limits(request: HttpRequest, uid: str) -> HttpResponse:
    """The limits of one membership."""
    member = fence.fetch(request, Membership, uid, Permission.MANAGE_MEMBERS)
    choices = {
        "sites": fence.visible(request, Site.objects.order_by("address"), Permission.MANAGE_MEMBERS),
        "hosts": fence.visible(request, Host.objects.order_by("name"), Permission.MANAGE_MEMBERS),
        "teams": fence.visible(request, Team.objects.order_by("name"), Permission.MANAGE_MEMBERS),
    }
    form = LimitForm(posted(request), choices=choices, initial=_initial(member), auto_id="l_%s")
    if request.method == "POST" and form.is_valid():
        try:
            limit_member(fence.account(request), member, reach=form.reach(), until_ms=form.until_ms())
            messages.success(request, _("Saved."))
            return redirect("directory_members")
        except OwnerIsWhole:
            form.add_error(None, _("An owner is never limited. Give another role first."))
    return show(request, "limits", "directory_members", form, form=form, member=member)


def _initial(member: Membership) -> dict[str, object]:
    rows = list(MembershipScope.objects.filter(member=member).select_related("site", "host", "team").order_by("pk"))
    last = datetime.fromtimestamp(member.until_ms / 1000 - 1, UTC).date() if member.until_ms else None
    return {
        "whole": not member.is_scoped,
        "sites": [row.site.uid for row in rows if row.site],
        "hosts": [row.host.uid for row in rows if row.host],
        "teams": [row.team.uid for row in rows if row.team],
        "last": last,
    }
