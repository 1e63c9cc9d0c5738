"""The pages of contests: the list, the board, a side's table, and what organisers do."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rempart.contest.actions import play
from rempart.contest.actions.call_contest import NoContest, ask_end, call_contest, hand_over
from rempart.contest.core.states import LIVE
from rempart.contest.store.models import Camp, Contest
from rempart.contest.web import present
from rempart.contest.web.forms import CallForm
from rempart.contest.web.words import REFUSALS, SAID
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted

SHOWN = 50


def _contest(request: HttpRequest, uid: str) -> Contest:
    """Of this organisation; whoever is a member may look."""
    row = Contest.objects.filter(organisation=fence.tenant(request), uid=uid).select_related("organisation").first()
    if row is None:
        raise Http404
    return row


def _show(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, f"contest/{template}.html", {"section": "lessons", **context}, status=status)


def _way(label: str) -> list[dict[str, str]]:
    return [{"label": _("Contests"), "href": reverse("contests")}, {"label": label, "href": ""}]


@login_required
@require_GET
def contests(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    rows = Contest.objects.filter(organisation=fence.tenant(request)).order_by("-pk")[:SHOWN]
    may_call = fence.may_everywhere(request, Permission.DRILL)
    way = [{"label": _("Lessons"), "href": reverse("lessons")}, {"label": _("Contests"), "href": ""}]
    shown = [present.listed(one) for one in rows]
    return _show(request, "contests", contests=shown, may_call=may_call, crumbs=way)


@login_required
@require_http_methods(["GET", "POST"])
def call(request: HttpRequest) -> HttpResponse:
    """Who plays, for how long, for what."""
    fence.demand_everywhere(request, Permission.DRILL)
    form = CallForm(fence.tenant(request), posted(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            row = call_contest(
                fence.account(request), fence.tenant(request), given["title"], given["minutes"], list(given["teams"]),
                fund_minor=form.fund_minor,
            )  # fmt: skip
        except NoContest as refused:
            form.add_error("teams" if str(refused) in ("small", "many") else None, str(REFUSALS[str(refused)]))
        else:
            messages.success(request, _("Called. It begins by itself as soon as all sites stand."))
            return redirect("contest", uid=row.uid)
    return _show(request, "call", 422 if form.is_bound else 200, form=form, crumbs=_way(_("Call a contest")))


@login_required
@require_GET
def contest(request: HttpRequest, uid: str) -> HttpResponse:
    """The board for everybody; their own table for whoever plays; the sheet once it is over."""
    return _page(request, _contest(request, uid))


def _page(request: HttpRequest, row: Contest, door: str = "", status: int = 200) -> HttpResponse:
    side = play.side_of(fence.account(request), row)
    shown = present.of_all(row)
    context: dict[str, Any] = {
        "page": shown, "may_call": fence.may_everywhere(request, Permission.DRILL), "door": door,
        "is_live": row.stage in LIVE, "crumbs": _way(row.name), "is_wall": "wall" in request.GET,
        "sheets": present.sheets(row) if shown["is_over"] else [],
        "table": present.of_side(row, side) if side is not None and shown["is_running"] else None,
        "plays_for": side,
    }  # fmt: skip
    return _show(request, "contest", status, **context)


@login_required
@require_POST
def flag(request: HttpRequest, uid: str) -> HttpResponse:
    """One is handed in."""

    def act(row: Contest) -> None:
        level, text = SAID[play.hand_in(fence.account(request), row, request.POST.get("flag", ""))]
        getattr(messages, level)(request, text)

    return _played(request, uid, act)


@login_required
@require_POST
def hint(request: HttpRequest, uid: str) -> HttpResponse:
    """For its points."""

    def act(row: Contest) -> None:
        play.take_hint(fence.account(request), row, present.numbered(row, request.POST.get("weakness", "")))

    return _played(request, uid, act)


@login_required
@require_POST
def remedy(request: HttpRequest, uid: str) -> HttpResponse:
    """A change on the own site."""

    def act(row: Contest) -> None:
        given = request.POST
        play.choose_remedy(fence.account(request), row, given.get("kind", ""), given.get("target", ""))
        messages.success(request, _("It is done in a moment. The next look at your site, within a minute, counts."))

    return _played(request, uid, act)


@login_required
@require_POST
def enter(request: HttpRequest, uid: str, side: str) -> HttpResponse:
    """A link that lets this browser into a site once."""
    row = _contest(request, uid)
    found = Camp.objects.filter(contest=row, uid=side).first()
    if found is None:
        raise Http404
    try:
        return _page(request, row, play.enter(fence.account(request), row, found))
    except (play.Over, play.NotThis):
        messages.info(request, _("That site does not stand just now. Try again in a moment."))
        return redirect("contest", uid=uid)


def _played(request: HttpRequest, uid: str, act: Callable[[Contest], None]) -> HttpResponse:
    row = _contest(request, uid)
    try:
        act(row)
    except play.Over:
        messages.info(request, _("The contest does not run just now."))
    except play.NotThis:
        messages.info(request, _("That cannot be chosen just now. Look again at what your site has."))
    return redirect("contest", uid=uid)


@login_required
@require_POST
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """Before its time."""
    fence.demand_everywhere(request, Permission.DRILL)
    ask_end(fence.account(request), _contest(request, uid))
    messages.success(request, _("It ends within seconds, and its sites are deleted."))
    return redirect("contest", uid=uid)


@login_required
@require_POST
def fund(request: HttpRequest, uid: str) -> HttpResponse:
    """The winner has it."""
    fence.demand_everywhere(request, Permission.DRILL)
    hand_over(fence.account(request), _contest(request, uid))
    messages.success(request, _("Noted."))
    return redirect("contest", uid=uid)
