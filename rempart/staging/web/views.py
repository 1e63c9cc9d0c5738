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
from rempart.staging.actions.answer_alarm import Over, bring_back, see
from rempart.staging.actions.ask_copy import TooMany, ask_copy, ask_removal, enter
from rempart.staging.actions.ask_drill import NothingToBringBack, ask_drill, set_rhythm
from rempart.staging.core.stage import RHYTHMS, Outcome
from rempart.staging.store.models import Drill
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
        "restore": fence.may(request, Permission.RESTORE),
    }
    rhythms = [(days, words.RHYTHMS[days]) for days in RHYTHMS]
    context = {"section": "vault", "site": site, "crumbs": crumbs, "may": may, "door": door, "rhythms": rhythms}
    answer = render(request, "staging/staging.html", {**context, **present.page(site)})
    if door:
        answer["Cache-Control"] = "no-store"  # the address lets in once
    return answer


@login_required
def ringing(request: HttpRequest) -> HttpResponse:
    """To the site whose alarm rings; to the vault when it has been answered meanwhile."""
    fence.demand(request, Permission.RESTORE)
    rows = Drill.objects.filter(outcome=Outcome.ALARMED).select_related("site").order_by("pk")
    row = fence.visible(request, rows, Permission.RESTORE).first()
    return redirect("staging", uid=row.site.uid) if row is not None else redirect("vaults")


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
    elif wish in ("drill", "alarm"):
        _drill(request, site, is_alarm=wish == "alarm")
    elif wish in ("seen", "bring_back"):
        _answer(request, site, wish)
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


def _drill(request: HttpRequest, site: Site, *, is_alarm: bool) -> None:
    try:
        made = ask_drill(fence.account(request), site, is_alarm=is_alarm)
    except NothingToBringBack:
        messages.warning(request, _("There is no snapshot to bring back."))
        return
    if made.is_alarm != is_alarm:
        messages.warning(request, _("Another drill of this site is under way."))
    elif is_alarm:
        messages.success(request, _("The alarm rings: whoever is told of this organisation’s troubles is told now."))
    else:
        messages.success(request, _("The drill begins in a moment."))


def _answer(request: HttpRequest, site: Site, wish: str) -> None:
    """A person's part; both presses need what restoring needs."""
    fence.demand(request, Permission.RESTORE)
    row = Drill.objects.filter(site=site, outcome=Outcome.ALARMED).select_related("site", "organisation").first()
    try:
        if row is None:
            raise Over
        (see if wish == "seen" else bring_back)(fence.account(request), row)
    except Over:
        messages.warning(request, _("The alarm no longer waits for that."))
        return
    said = _("Noted. Decide now: bring it back?") if wish == "seen" else _("It is brought back now, as a copy.")
    messages.success(request, said)


def _let_in(request: HttpRequest, site: Site, wish: str) -> str:
    row = present.copy_of(site)
    if row is None:
        fence.demand(request, Permission.USE_COPIES)
        raise LookupError
    return enter(fence.account(request), row) + ("&as=administrator" if wish == "open_admin" else "")
