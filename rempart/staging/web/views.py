"""The page of one site's copies and drills."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.staging.actions.ask_copy import TooMany, ask_copy, ask_removal, enter
from rempart.staging.actions.ask_drill import ask_drill, set_rhythm
from rempart.staging.core.stage import RHYTHMS
from rempart.staging.web import present, words


@login_required
@require_http_methods(["GET", "POST"])
def staging(request: HttpRequest, uid: str) -> HttpResponse:
    """A POST makes a copy, lets in, takes it away, holds a drill, or sets how often."""
    site = fence.site(request, uid, Permission.READ_BACKUPS)
    door = _do(request, site) if request.method == "POST" else ""
    if request.method == "POST" and not door:
        return redirect("staging", uid=site.uid)
    crumbs = [
        {"label": _("Vault"), "href": reverse("vaults")},
        {"label": site.address, "href": reverse("vault", args=[site.uid])},
        {"label": _("Copies and drills"), "href": ""},
    ]
    may = {
        "use": fence.may(request, Permission.USE_COPIES),
        "manage": fence.may(request, Permission.MANAGE_BACKUPS),
    }
    rhythms = [(days, words.RHYTHMS[days]) for days in RHYTHMS]
    context = {"section": "vault", "site": site, "crumbs": crumbs, "may": may, "door": door, "rhythms": rhythms}
    answer = render(request, "staging/staging.html", {**context, **present.page(site)})
    if door:
        answer["Cache-Control"] = "no-store"  # the address lets in once
    return answer


def _do(request: HttpRequest, site: Site) -> str:
    """What was wished; an address when somebody wants to go in."""
    wish, actor = request.POST.get("do", ""), fence.account(request)
    row = present.copy_of(site)
    if wish == "make":
        try:
            ask_copy(actor, site)
            messages.success(request, _("It begins in a moment."))
        except TooMany:
            messages.warning(request, _("Three copies stand already: delete one first."))
    elif wish == "drill":
        ask_drill(actor, site)
        messages.success(request, _("The drill begins in a moment."))
    elif wish == "rhythm":
        try:
            set_rhythm(actor, site, int(request.POST.get("days", "")))
            messages.success(request, _("Set."))
        except ValueError:
            messages.warning(request, _("Choose one of the rhythms."))
    elif wish == "remove" and row is not None:
        ask_removal(actor, row)
        messages.success(request, _("It is deleted within seconds."))
    elif wish in ("open", "open_admin"):
        try:
            return _let_in(request, site, wish)
        except LookupError:
            messages.warning(request, _("The copy no longer stands."))
    return ""


def _let_in(request: HttpRequest, site: Site, wish: str) -> str:
    row = present.copy_of(site)
    if row is None:
        fence.demand(request, Permission.USE_COPIES)
        raise LookupError
    return enter(fence.account(request), row) + ("&as=administrator" if wish == "open_admin" else "")
