"""What a site's companion keeps closed: the switches, and the way back for whoever waits there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rempart.companion.actions.set_policy import NotSet, end_pauses, give_grace, set_policy
from rempart.companion.core.policy import answer_of, not_held
from rempart.companion.core.states import ASKED
from rempart.companion.store.links import link_of
from rempart.companion.store.models import Link, SiteUser
from rempart.companion.web.policy_form import PolicyForm
from rempart.companion.web.present import crumbs, people
from rempart.companion.web.protections import start_of
from rempart.companion.web.words import not_set_text
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up

FIELDS = {"would_shut_out": "grace_days"}  # which field a fault is about; the others are about all of them


def _asked(site: Site) -> Link | None:
    row = link_of(site)
    return row if row is not None and row.state in ASKED else None


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def policy(request: HttpRequest, uid: str) -> HttpResponse:
    """The switches; what really holds is shown once the site has answered."""
    site = fence.site(request, uid, Permission.MANAGE_COMPANION)
    row = _asked(site)
    if row is None:
        return redirect("companion", uid=site.uid)
    seen = {role for roles in SiteUser.objects.filter(link=row).values_list("roles", flat=True) for role in roles}
    form = PolicyForm(posted(request), wanted=start_of(row), roles=seen)
    if request.method == "POST" and form.is_valid():
        try:
            told = set_policy(fence.account(request), row, form.policy())
        except NotSet as no:
            form.add_error(FIELDS.get(no.code), not_set_text(no.code, no.detail, no.count))
        else:
            if not_held(told.policy, told):
                messages.warning(request, _("Set. Not everything holds there: see below who decides otherwise."))
            else:
                messages.success(request, _("Set, and the site says that it holds."))
            return redirect("companion", uid=site.uid)
    context = {
        "section": "sites",
        "site": site,
        "form": form,
        "crumbs": crumbs(site, _("Protection")),
        **_in_need(row),
    }
    return render(request, "companion/policy.html", context, status=422 if form.is_bound else 200)


def _in_need(row: Link) -> dict[str, Any]:
    """Who lacks a second step, and whether there is anything to relieve."""
    answer = answer_of(row.held)
    lacks = [one for one in people(row) if not one.factors]
    is_asked = answer is not None and answer.policy.second_factor is not None
    is_limited = answer is not None and answer.policy.login_limit is not None
    return {"lacking": len(lacks), "lacks": lacks if is_asked else [], "waits": is_limited}


@login_required
@require_POST
@step_up
def relief(request: HttpRequest, uid: str) -> HttpResponse:
    """`account` gets days to set up a second step; without one, nobody has to wait any longer."""
    site = fence.site(request, uid, Permission.MANAGE_COMPANION)
    row = _asked(site)
    if row is None:
        return redirect("companion", uid=site.uid)
    number = request.POST.get("account", "")
    actor = fence.account(request)
    try:
        if number.isdecimal() and len(number) < 16:
            give_grace(actor, row, int(number))
            said = _("The account has seven more days to set up a second step.")
        else:
            end_pauses(actor, row)
            said = _("Nobody has to wait there any longer.")
    except NotSet as no:
        messages.error(request, not_set_text(no.code, no.detail, no.count))
    else:
        messages.success(request, said)
    return redirect("companion", uid=site.uid)
