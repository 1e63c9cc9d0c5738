"""The status page for strangers, its badges, and the page where its owner opens it."""

import time

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rempart.design import formats
from rempart.design.drawing.badge import Badge, badge_svg
from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.watch.actions.change_page import change_page, page_of, renew_address
from rempart.watch.store import bins
from rempart.watch.store.models import Monitor, StatusPage
from rempart.watch.web.forms import PageForm
from rempart.watch.web.page import show
from rempart.watch.web.present import CHART_DAYS, DAY_MS, language, percent
from rempart.watch.web.present_status import status_of
from rempart.watch.web.words import state_word

KEPT_S = 15  # what is shown may be so old: a rush of visitors during an outage costs one drawing, not thousands
KEPT_MAX = 200  # pages and languages kept; the oldest goes
_kept: dict[tuple[str, str], tuple[float, str]] = {}


@require_GET
def status(request: HttpRequest, key: str) -> HttpResponse:
    """Open to whoever has the address, while its owner keeps it open."""
    page = _open(key)
    response = render(request, "watch/status.html", {"page": page, "shown": _drawn(page)})
    response["Cache-Control"] = f"private, max-age={KEPT_S}"  # the language form in it is one visitor's own
    return response


def _drawn(page: StatusPage) -> SafeString:
    """The middle of the page, the same for everybody who reads that language."""
    place, now = (page.key, language()), time.monotonic()
    until, text = _kept.get(place, (0.0, ""))
    if until < now:
        text = render_to_string("watch/part_status.html", status_of(page))
        _kept.pop(place, None)
        _kept[place] = (now + KEPT_S, text)
        if len(_kept) > KEPT_MAX:
            del _kept[next(iter(_kept))]
    return mark_safe(text)  # noqa: S308 - drawn by our own template, which escapes every word


@require_GET
def badge(request: HttpRequest, key: str, uid: str) -> HttpResponse:
    """Uptime of the last 30 days and the state now, of one monitor that is shown."""
    page = _open(key)
    row = Monitor.objects.filter(organisation=page.organisation, uid=uid, is_on=True, is_shown=True).first()
    if row is None:
        raise Http404
    word, _kind = state_word(row.state)
    share = percent(bins.uptime(row, now_ms() - CHART_DAYS * DAY_MS, now_ms() + DAY_MS).share)
    text, since = f"{row.title}: {word}", _("%(share)s in 30 days") % {"share": share}
    name = formats.spaced(f"{text}, {since}", language())
    drawn = badge_svg(Badge(text, since, name, row.state in ("up", "degraded")))
    response = HttpResponse(drawn, content_type="image/svg+xml")
    response["Cache-Control"] = f"public, max-age={KEPT_S * 2}"
    return response


def _open(key: str) -> StatusPage:
    page = StatusPage.objects.filter(key=key, is_open=True).select_related("organisation").first()
    if page is None:
        raise Http404
    return page


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Title, open or closed, its address, and what is shown."""
    fence.demand_everywhere(request, Permission.MANAGE_WATCH)
    organisation, actor = fence.tenant(request), fence.account(request)
    page = page_of(organisation)
    do = request.POST.get("do", "")
    form = PageForm(posted(request) if do == "set" else None, initial={"title": page.title, "is_open": page.is_open})
    if do == "renew":
        renew_address(actor, organisation)
        return redirect("watch_page")
    if do == "set" and form.is_valid():
        change_page(actor, organisation, form.cleaned_data["title"], is_open=form.cleaned_data["is_open"])
        return redirect("watch_page")
    rows = Monitor.objects.filter(organisation=organisation, is_on=True, is_shown=True).order_by("title", "pk")
    badges = [(row, request.build_absolute_uri(reverse("status_badge", args=[page.key, row.uid]))) for row in rows]
    address = request.build_absolute_uri(reverse("status", args=[page.key]))
    return show(request, "page", "watch_page", form, form=form, page=page, address=address, badges=badges)
