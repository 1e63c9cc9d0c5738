"""Mail drills: the list, a new one, one with what it still needs, its steps, its people, start and stop."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rempart.channel.sealed import Unreadable
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up
from rempart.mail.actions import draft_campaign as drafts
from rempart.mail.actions.decide_unknown import Decision, NothingThere, decide_unknown
from rempart.mail.actions.start_campaign import NotReady, start_campaign
from rempart.mail.actions.stop_campaign import NotRunning, stop_campaign
from rempart.mail.core.drill.states import State
from rempart.mail.store.drill import Campaign, PastCampaign
from rempart.mail.store.templates import chosen_from, template_of, used_by
from rempart.mail.web import drill_present as present
from rempart.mail.web.drill_forms import NewForm, RecordedForm, SenderForm, WhatForm, WhenForm, WhoForm
from rempart.mail.web.drill_words import STEPS
from rempart.mail.web.rooms import rooms

DNS = "drill_dns_{}"  # in the session: what DNS lacked at the last try


def frame(request: HttpRequest, template: str, *forms: Any, **context: Any) -> HttpResponse:
    """The page; 422 when one of its forms was refused."""
    refused = any(form.is_bound and form.errors for form in forms)
    return render(request, f"mail/{template}.html", {"section": "mail", **context}, status=422 if refused else 200)


def may(request: HttpRequest) -> None:
    """Drills are of the whole organisation."""
    fence.demand_everywhere(request, Permission.DRILL)


def crumbs(*rest: tuple[str, str]) -> list[dict[str, str]]:
    """From the list down."""
    return [
        {"label": _("Mail drills"), "href": reverse("campaigns")},
        *({"label": name, "href": href} for name, href in rest),
    ]


def language(request: HttpRequest) -> str:
    """Of the page, as templates name it."""
    return (get_language() or "en")[:2]


def _fetch(request: HttpRequest, uid: str) -> Campaign:
    may(request)
    rows = Campaign.objects.filter(organisation=fence.tenant(request), uid=uid).select_related(
        "organisation", "profile"
    )
    row = rows.first()
    if row is None:
        raise Http404
    return row


@login_required
@require_GET
def campaigns(request: HttpRequest) -> HttpResponse:
    """All of them: what runs first, then drafts, then what is over."""
    may(request)
    organisation = fence.tenant(request)
    rows = Campaign.objects.filter(organisation=organisation).order_by("-pk")
    past = PastCampaign.objects.filter(organisation=organisation).count()
    return frame(
        request, "campaigns", tabs=rooms(request, "campaigns"), lines=present.lines(rows, language(request)), past=past
    )


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A name and a mail; everything else step by step."""
    may(request)
    organisation = fence.tenant(request)
    found = chosen_from(organisation)
    form = NewForm(
        posted(request),
        templates=present.titles(found, language(request)),
        initial={"template": request.GET.get("mail", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = drafts.draft_campaign(fence.account(request), organisation, **form.cleaned_data)
        except drafts.TooMany:
            form.add_error(None, _("There are as many drills as fit. Delete a draft first."))
        except drafts.NoTemplate:
            form.add_error("template", _("This mail is gone. Choose another one."))
        else:
            return redirect("campaign_step", uid=row.uid, step="what")
    cards = present.cards(found, language(request))
    return frame(request, "campaign_new", form, form=form, cards=cards, crumbs=crumbs((_("New drill"), "")))


@login_required
@require_GET
def campaign(request: HttpRequest, uid: str) -> HttpResponse:
    """What it is, what is missing, how far it is."""
    row = _fetch(request, uid)
    lacking = request.session.get(DNS.format(row.uid), []) if row.state == State.DRAFT else []
    context = present.whole(row, language(request), lacking)
    return frame(request, "campaign", row=row, crumbs=crumbs((row.name, "")), **context)


def _form(request: HttpRequest, row: Campaign, step: str) -> Any:
    data, organisation = posted(request), fence.tenant(request)
    if step == "what":
        template = template_of(organisation, row.template)
        titles = present.titles(chosen_from(organisation), language(request))
        return WhatForm(data, templates=titles, initial=WhatForm.of(row, template.alignment if template else ()))
    if step == "who":
        return WhoForm(data, organisation=organisation, initial=WhoForm.of(row))
    if step == "when":
        return WhenForm(data, initial=WhenForm.of(row))
    if step == "sender":
        return SenderForm(data, organisation=organisation, initial=SenderForm.of(row))
    return RecordedForm(data, initial=RecordedForm.of(row))


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, uid: str, step: str) -> HttpResponse:
    """One step of a draft; then the next one that misses something."""
    row = _fetch(request, uid)
    if step not in STEPS:
        raise Http404
    if row.state != State.DRAFT:
        messages.info(
            request, _("It has begun: what was announced is what is sent. Make a new drill for anything else.")
        )
        return redirect("campaign", uid=row.uid)
    form = _form(request, row, step)
    if request.method == "POST" and form.is_valid():
        values = form.values(row.zone) if step == "recorded" else form.values()
        try:
            drafts.change_campaign(fence.account(request), row, step, values)
        except drafts.NotDraft:
            return redirect("campaign", uid=row.uid)
        except drafts.NoTemplate:
            form.add_error("template" if step == "what" else None, _("This mail is gone. Choose another one."))
        else:
            request.session.pop(DNS.format(row.uid), None)
            names = list(STEPS)
            at = names.index(step) + 1
            return (
                redirect("campaign_step", uid=row.uid, step=names[at])
                if at < len(names) and "next" in request.POST
                else redirect("campaign", uid=row.uid)
            )
    context = present.of_step(row, step)
    way = crumbs((row.name, reverse("campaign", args=[row.uid])), (str(STEPS[step]), ""))
    return frame(request, "campaign_step", form, row=row, form=form, step=step, crumbs=way, **context)


@login_required
@require_GET
def preview(request: HttpRequest, uid: str, tongue: str) -> HttpResponse:
    """As its readers will have it, in one language."""
    row = _fetch(request, uid)
    template = used_by(row)
    if template is None or tongue not in template.words:
        raise Http404
    way = crumbs((row.name, reverse("campaign", args=[row.uid])), (_("Preview"), ""))
    shown = present.shown(row, template, tongue)
    return frame(request, "drill_preview", row=row, crumbs=way, tongue=tongue, **shown)


@login_required
@require_GET
def people(request: HttpRequest, uid: str) -> HttpResponse:
    """Addresses and whether mail went out; never with what came of it."""
    row = _fetch(request, uid)
    way = crumbs((row.name, reverse("campaign", args=[row.uid])), (_("People"), ""))
    try:
        context = present.people(row, request.GET.get("page", "1"))
    except Unreadable:
        raise Http404 from None
    return frame(request, "campaign_people", row=row, crumbs=way, **context)


@login_required
@require_POST
@step_up
def start(request: HttpRequest, uid: str) -> HttpResponse:
    """The duty goes on from here."""
    row = _fetch(request, uid)
    try:
        start_campaign(fence.account(request), row)
    except NotReady as lacking:
        request.session[DNS.format(row.uid)] = [
            one for one in lacking.missing if one.startswith("dns_") or one in ("sealed", "changed")
        ]
        messages.error(request, _("Not started yet: something is missing. It is listed here, with the place to do it."))
    else:
        messages.success(request, _("Started. Each mail gets its moment now; the stop button acts at once."))
    return redirect("campaign", uid=row.uid)


@login_required
@require_POST
def stop(request: HttpRequest, uid: str) -> HttpResponse:
    """No fresh proof is asked for: stopping must be quick."""
    row = _fetch(request, uid)
    try:
        left = stop_campaign(fence.account(request), row)
    except NotRunning:
        messages.info(request, _("It was not running any more."))
    else:
        messages.success(
            request,
            ngettext("Stopped. %(n)d mail was not sent.", "Stopped. %(n)d mails were not sent.", left) % {"n": left},
        )
    return redirect("campaign", uid=row.uid)


@login_required
@require_POST
def drop(request: HttpRequest, uid: str) -> HttpResponse:
    """A draft alone."""
    row = _fetch(request, uid)
    try:
        drafts.drop_campaign(fence.account(request), row)
    except drafts.NotDraft:
        messages.info(request, _("It has begun, and stays on record."))
        return redirect("campaign", uid=row.uid)
    messages.success(request, _("The draft is deleted."))
    return redirect("campaigns")


@login_required
@require_POST
def decide(request: HttpRequest, uid: str) -> HttpResponse:
    """About mails of which nobody knows whether they went out."""
    row = _fetch(request, uid)
    chosen = [int(one) for one in request.POST.getlist("who") if one.isascii() and one.isdigit() and len(one) < 15]
    try:
        decision = Decision(request.POST.get("decision", ""))
        count = decide_unknown(fence.account(request), row, decision, None if "all" in request.POST else chosen)
    except (ValueError, NothingThere):
        messages.error(
            request,
            _("Nothing was decided: choose at least one person. A drill whose time is over sends nothing again."),
        )
    else:
        messages.success(request, ngettext("Decided for %(n)d mail.", "Decided for %(n)d mails.", count) % {"n": count})
    return redirect("campaign_people", uid=row.uid)
