"""What drills are made of: ways out, mails of one's own, and what was held before with another system."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up
from rempart.mail.actions import import_past, own_templates
from rempart.mail.actions import profiles as ways
from rempart.mail.core.drill.gophish import BadExport
from rempart.mail.core.drill.shelf import templates as shipped
from rempart.mail.store.drill import OwnTemplate, PastCampaign, Profile
from rempart.mail.web import drill_present as present
from rempart.mail.web.drill_set_forms import PastForm, ProfileForm, TemplateForm
from rempart.mail.web.drill_views import crumbs, frame, language, may
from rempart.mail.web.drill_words import trouble


@login_required
@require_GET
def profiles(request: HttpRequest) -> HttpResponse:
    """All of them."""
    may(request)
    rows = Profile.objects.filter(organisation=fence.tenant(request)).order_by("name", "pk")
    lines = [{"row": row, "tested": present.moment(row.tested_ms, "UTC")} for row in rows]
    return frame(request, "mail_profiles", lines=lines, crumbs=crumbs((_("Ways out"), "")))


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def new_profile(request: HttpRequest) -> HttpResponse:
    """One more."""
    may(request)
    return _profile(request, None)


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, uid: str) -> HttpResponse:
    """Other settings; a secret that is left empty stays."""
    return _profile(request, _way(request, uid))


def _way(request: HttpRequest, uid: str) -> Profile:
    may(request)
    return fence.fetch(request, Profile, uid, Permission.DRILL)


def _profile(request: HttpRequest, row: Profile | None) -> HttpResponse:
    form = ProfileForm(posted(request), initial=ProfileForm.of(row) if row else None)
    if request.method == "POST" and form.is_valid():
        try:
            ways.save_profile(fence.account(request), fence.tenant(request), form.wish(), row)
        except ways.TooMany:
            form.add_error(None, _("There are as many ways out as fit. Remove one first."))
        except ways.InUse:
            form.add_error(None, _("A running drill sends by it. Wait until it is over, or stop it."))
        else:
            messages.success(
                request, _("Saved. Try it with a mail to yourself: a drill starts only by a way out that was tried.")
            )
            return redirect("mail_profiles")
    way = crumbs((_("Ways out"), reverse("mail_profiles")), (row.name if row else _("New way out"), ""))
    return frame(request, "mail_profile", form, form=form, row=row, crumbs=way)


@login_required
@require_POST
@step_up
def profile_do(request: HttpRequest, uid: str) -> HttpResponse:
    """Try, remove."""
    row, me = _way(request, uid), fence.account(request)
    if request.POST.get("do") == "try":
        subject, text = (
            _("A try of your way out"),
            _("This mail came by the way out for drills of {organisation}. It works."),
        )
        code = ways.try_profile(me, row, subject, text)
        if code:
            messages.error(request, _("The mail server did not take it: %(why)s.") % {"why": trouble(code)})
        else:
            messages.success(
                request,
                _(
                    "The mail server took it. Look into your mailbox, and at its headers: SPF, DKIM and DMARC should say pass."
                ),
            )
    elif request.POST.get("do") == "remove":
        try:
            ways.remove_profile(me, row)
        except ways.InUse:
            messages.error(request, _("A running drill sends by it. Wait until it is over, or stop it."))
        else:
            messages.success(request, _("Removed."))
    return redirect("mail_profiles")


@login_required
@require_GET
def templates(request: HttpRequest) -> HttpResponse:
    """Those that ship, and one's own."""
    may(request)
    own = OwnTemplate.objects.filter(organisation=fence.tenant(request)).order_by("name", "pk")
    cards = present.cards(shipped(), language(request))
    return frame(request, "drill_templates", own=own, cards=cards, crumbs=crumbs((_("Mails for drills"), "")))


@login_required
@require_http_methods(["GET", "POST"])
def new_template(request: HttpRequest) -> HttpResponse:
    """One more."""
    may(request)
    return _template(request, None)


@login_required
@require_http_methods(["GET", "POST"])
def template(request: HttpRequest, uid: str) -> HttpResponse:
    """Another text."""
    may(request)
    return _template(request, fence.fetch(request, OwnTemplate, uid, Permission.DRILL))


def _template(request: HttpRequest, row: OwnTemplate | None) -> HttpResponse:
    form = TemplateForm(posted(request), initial=TemplateForm.of(row.name, row.body) if row else None)
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = {"name": form.cleaned_data["name"], "body": form.body(), "row": row}
        try:
            own_templates.save_template(fence.account(request), fence.tenant(request), **said)
        except own_templates.TooMany:
            form.add_error(None, _("There are as many mails as fit. Remove one first."))
        else:
            messages.success(request, _("Saved. Draft a drill with it to see it as its readers will."))
            return redirect("drill_templates")
    way = crumbs((_("Mails for drills"), reverse("drill_templates")), (row.name if row else _("New mail"), ""))
    return frame(request, "drill_template", form, form=form, row=row, crumbs=way)


@login_required
@require_POST
def template_remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Begun drills keep theirs."""
    may(request)
    own_templates.remove_template(fence.account(request), fence.fetch(request, OwnTemplate, uid, Permission.DRILL))
    messages.success(request, _("Removed."))
    return redirect("drill_templates")


@login_required
@require_http_methods(["GET", "POST"])
def past(request: HttpRequest) -> HttpResponse:
    """What was held with another system, as counts; and a place to bring more."""
    may(request)
    organisation = fence.tenant(request)
    form = PastForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            count = len(import_past.import_past(fence.account(request), organisation, file.read(), file.name))
        except BadExport as bad:
            form.add_error("file", _export_fault(bad.code))
        except import_past.TooMany:
            form.add_error("file", _("There are as many past drills as fit. Remove some first."))
        else:
            messages.success(
                request, ngettext("%(n)d drill was brought in.", "%(n)d drills were brought in.", count) % {"n": count}
            )
            return redirect("past_campaigns")
    rows = PastCampaign.objects.filter(organisation=organisation).order_by("-begun_ms", "-pk")
    lines = [{"row": row, "begun": present.moment(row.begun_ms, "UTC")} for row in rows]
    return frame(request, "past_campaigns", form, form=form, lines=lines, crumbs=crumbs((_("Past drills"), "")))


def _export_fault(code: str) -> str:
    if code == "too_large":
        return _("The file is larger than 32 MB. Export one campaign at a time.")
    if code == "no_results":
        return _("There are no results in it: export the campaign with its results from gophish.")
    return _("This is no file that gophish wrote.")


@login_required
@require_POST
def past_remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Brought in by mistake."""
    row = PastCampaign.objects.filter(organisation=fence.tenant(request), uid=uid).first()
    may(request)
    if row is None:
        raise Http404
    import_past.remove_past(fence.account(request), row)
    messages.success(request, _("Removed."))
    return redirect("past_campaigns")
