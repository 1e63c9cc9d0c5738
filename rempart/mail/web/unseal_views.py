"""Pseudonyms of a drill, and the name behind one of them with the yes of a second person."""

import json

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rempart.directory.core.approval import MAX_REASON, NotApprovable
from rempart.directory.core.roles import Permission
from rempart.directory.store.rights import Approval
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up
from rempart.mail.actions.unseal_person import WHAT, NotThere, aliases, ask_person, unseal_person
from rempart.mail.store.drill import Campaign


class Ask(forms.Form):
    """Which one, and why."""

    alias = forms.ChoiceField(label=gettext_lazy("Pseudonym"))
    reason = forms.CharField(
        label=gettext_lazy("Why is the name needed?"), max_length=MAX_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def pseudonyms(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask for a name; with the yes, see it once."""
    fence.demand_everywhere(request, Permission.DRILL)
    campaign = fence.fetch(request, Campaign, uid, Permission.DRILL, begun_ms__isnull=False)
    if request.method == "POST" and request.POST.get("do") == "show":
        return _show(request, campaign)
    known = aliases(campaign)
    form = Ask(posted(request))
    choices = [(one, one) for one, (clicked, _reported) in known.items() if clicked]
    form.fields["alias"].choices = choices  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        ask_person(fence.account(request), campaign, form.cleaned_data["alias"], form.cleaned_data["reason"])
        messages.success(request, _("Asked. Once a second person has said yes, you can see the name here, once."))
        return redirect("drill_pseudonyms", uid=uid)
    return _page(request, campaign, form, 422 if form.is_bound else 200)


def _page(
    request: HttpRequest, campaign: Campaign, form: Ask | None, status: int = 200, **more: object
) -> HttpResponse:
    yes = Approval.objects.filter(
        organisation=campaign.organisation, what=WHAT, requester=fence.account(request), state=Approval.GRANTED,
        change__contains=campaign.uid,
    )  # fmt: skip
    crumbs = [
        {"label": _("Figures of drills"), "href": "/drills/figures/"},
        {"label": campaign.name, "href": f"/campaigns/{campaign.uid}/figures/"},
        {"label": _("Pseudonyms"), "href": ""},
    ]
    known = {alias: did for alias, did in aliases(campaign).items() if did[0]}
    context = {
        "section": "mail", "campaign": campaign, "form": form, "known": known, "crumbs": crumbs,
        "granted": [_alias(one) for one in yes], **more,
    }  # fmt: skip
    return render(request, "mail/pseudonyms.html", context, status=status)


def _alias(row: Approval) -> str:
    return str(json.loads(row.change)["alias"])


def _show(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    alias = request.POST.get("alias", "")[:32]
    try:
        person = unseal_person(fence.account(request), campaign, alias)
    except (NotApprovable, NotThere):
        messages.info(request, _("There is no yes for this name that still counts, or it is no more."))
        return redirect("drill_pseudonyms", uid=campaign.uid)
    return _page(request, campaign, None, shown=person.name, alias=alias)
