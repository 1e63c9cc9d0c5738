"""One's own points: what they were for, what they can be had for, who is the star, how departments stand (AWR-08 to 10)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Organisation
from rempart.directory.web import fence
from rempart.people.actions.choose_points import choose_points
from rempart.people.actions.prizes import NotNow, Short, ask_prize, take_back
from rempart.people.core.points import MOST_REPORTS_A_DAY, WORTH, Why
from rempart.people.store.library import lesson_ever
from rempart.people.store.points import Challenge, Earned, Prize, Purse, Star, Wish
from rempart.people.web.rooms import rooms

SHOWN = 30  # lines of points on the page
STARS_SHOWN = 6  # months


@login_required
@require_http_methods(["GET", "POST"])
def points(request: HttpRequest) -> HttpResponse:
    """Nobody sees anybody else's; a POST asks for a prize, takes a wish back, or chooses how to take part."""
    account, organisation = fence.account(request), fence.tenant(request)
    if request.method == "POST":
        return _do(request)
    purse = Purse.objects.filter(account=account, organisation=organisation).first()
    mine = Earned.objects.filter(account=account, organisation=organisation).order_by("-at_ms", "-pk")
    context = {
        "section": "lessons", "tabs": rooms(request, "my_points"), "purse": purse, "is_out": bool(purse and purse.is_out),
        "balance": purse.balance if purse else 0, "lines": [{"row": row, "what": why_words(row)} for row in mine[:SHOWN]],
        "prizes": prizes(organisation, purse.balance if purse else 0),
        "wishes": Wish.objects.filter(account=account, organisation=organisation).select_related("prize").order_by("-pk"),
        "stars": stars(organisation), "challenge": standing(organisation), "worth": worth_words(),
        "most_reports": MOST_REPORTS_A_DAY,
    }  # fmt: skip
    return render(request, "people/my_points.html", context)


def _do(request: HttpRequest) -> HttpResponse:
    account, organisation = fence.account(request), fence.tenant(request)
    do = request.POST.get("do", "")
    if do == "choose":
        is_out = request.POST.get("part") == "out"
        choose_points(account, organisation, is_out=is_out, is_named=request.POST.get("named") == "yes")
        messages.success(request, _("You take no part: your points are deleted.") if is_out else _("Saved."))
    elif do == "back":
        mine = Wish.objects.filter(account=account, organisation=organisation, uid=request.POST.get("wish", "")[:16])
        if (wish := mine.first()) is None:
            raise Http404
        take_back(account, wish)
    else:
        here = Prize.objects.filter(organisation=organisation, uid=request.POST.get("prize", "")[:16])
        if (prize := here.select_related("organisation").first()) is None:
            raise Http404
        try:
            ask_prize(account, prize)
            messages.success(request, _("It is yours. You will be told where to fetch it."))
        except NotNow as short:
            messages.info(request, short_words(short.short))
    return redirect("my_points")


def short_words(short: Short) -> str:
    """Of what there is too little just now."""
    return {
        Short.POINTS: _("Your points do not reach for it yet."),
        Short.STOCK: _("The last one has just gone. Your points are untouched."),
        Short.BUDGET: _("The budget for prizes is used up for now. Your points are untouched."),
        Short.GONE: _("It is no longer offered. Your points are untouched."),
    }[short]


def why_words(row: Earned) -> str:
    """What points were for."""
    if row.why == Why.LESSON:
        lesson = lesson_ever(row.organisation, row.what, get_language() or "en")
        return _("Lesson: %(title)s") % {"title": lesson.title if lesson else row.what}
    return worth_names().get(Why(row.why), row.why)


def worth_names() -> dict[Why, str]:
    """Each thing that counts."""
    return {
        Why.LESSON: _("A lesson that counts, once a year"),
        Why.TEST: _("A test, whatever its result"),
        Why.DRILL_REPORT: _("A drill that was reported"),
        Why.TRUE_REPORT: _("A report that turned out to be true"),
    }


def worth_words() -> list[tuple[str, int]]:
    """With its points."""
    return [(words, WORTH[why]) for why, words in worth_names().items()]


def prizes(organisation: Organisation, balance: int) -> list[dict[str, Any]]:
    """What is offered, the smallest first."""
    rows = Prize.objects.filter(organisation=organisation, is_offered=True).order_by("points", "pk")
    return [{"row": row, "missing": max(0, row.points - balance)} for row in rows]


def stars(organisation: Organisation) -> list[dict[str, str]]:
    """Only who still wishes to be named."""
    named = Purse.objects.filter(organisation=organisation, is_named=True).values("account")
    rows = Star.objects.filter(organisation=organisation, account__in=named).select_related("account")
    return [{"month": row.month, "name": str(row.account)} for row in rows.order_by("-month", "pk")[:STARS_SHOWN]]


def standing(organisation: Organisation) -> dict[str, Any] | None:
    """The newest challenge: averages in whole points, as of the last whole week, large enough teams only."""
    row = Challenge.objects.filter(organisation=organisation).order_by("-begins_ms").first()
    if row is None:
        return None
    sides = row.side_set.filter(is_shown=True, team__isnull=False).select_related("team")
    found = sorted(((side.total // side.size, str(side.team)) for side in sides), key=lambda one: (-one[0], one[1]))
    is_over = row.counted_ms >= row.ends_ms
    return {
        "row": row, "is_counted": row.counted_ms > row.begins_ms, "is_over": is_over or row.ends_ms <= now_ms(),
        "sides": [{"team": team, "average": average} for average, team in found],
    }  # fmt: skip
