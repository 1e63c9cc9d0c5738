"""Known flaws of all sites within reach, and of one; what to do, how long they are known, and who has them in hand."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.page import tabs
from rempart.inventory.actions.take_flaw import take_flaw
from rempart.inventory.store.models import Component, Exposure, Feed, Survey
from rempart.inventory.store.parts import components, is_whole, type_of
from rempart.inventory.web.present import feed_lines, lines
from rempart.inventory.web.words import part_word

PAGE, ENDED, UNSURE = 100, 20, 100
GRAVEST = ("-severity", F("score").desc(nulls_last=True), "began_ms", "pk")


@login_required
@require_GET
def flaws(request: HttpRequest) -> HttpResponse:
    """The gravest first; then what cannot be said, and how fresh the feeds are."""
    fence.demand(request, Permission.READ)
    sites = fence.visible(request, Site.objects.all())
    mine = Exposure.objects.filter(organisation=fence.tenant(request), site__in=sites.values("pk"), ended_ms=None)
    ordered = mine.select_related("site", "taken_by").order_by(*GRAVEST)
    rows = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    surveys = Survey.objects.filter(site__in=sites.values("pk")).exclude(unsure=[]).select_related("site")
    context = {
        "tabs": tabs(request, "vulnerabilities"), "section": "organisation", "rows": rows, "lines": lines(rows),
        "total": rows.paginator.count, "sites": mine.values("site").distinct().count(),
        "unsure": [(one.site, len(one.unsure)) for one in surveys.order_by("site__address")[:UNSURE]],
        "is_known": Component.objects.filter(site__in=sites.values("pk")).exists(), **_feeds(request),
    }  # fmt: skip
    return render(request, "inventory/flaws.html", context)


@login_required
@require_GET
def site_flaws(request: HttpRequest, uid: str) -> HttpResponse:
    """What one site is made of, and what of it has a known flaw."""
    site = fence.site(request, uid)
    mine = Exposure.objects.filter(site=site).select_related("site", "taken_by")
    survey, now = Survey.objects.filter(site=site).first(), now_ms()
    unsure = set(survey.unsure) if survey else set()
    parts = [
        (part_word(row.type, row.slug), row.version, f"{type_of(row)} {row.slug}" in unsure)
        for row in components(site, now)
    ]
    context: dict[str, Any] = {
        "section": "sites", "site": site, "crumbs": _crumbs(site), "survey": survey, "is_whole": is_whole(survey, now),
        "lines": lines(mine.filter(ended_ms=None).order_by(*GRAVEST)), "parts": parts,
        "ended": lines(mine.exclude(ended_ms=None).order_by("-ended_ms", "pk")[:ENDED]), **_feeds(request),
    }  # fmt: skip
    return render(request, "inventory/site.html", context)


@login_required
@require_POST
def take(request: HttpRequest, uid: str) -> HttpResponse:
    """Somebody has it in hand; back to the page it was pressed on."""
    fence.demand(request, Permission.ACKNOWLEDGE)
    row = fence.fetch(request, Exposure, uid, Permission.ACKNOWLEDGE)
    take_flaw(fence.account(request), row)
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("vulnerabilities")
    return redirect(back)


def _feeds(request: HttpRequest) -> dict[str, Any]:
    may_operate = fence.is_house(request) and fence.may(request, Permission.OPERATE)
    return {
        "feeds": feed_lines(Feed.objects.order_by("name")),
        "may_operate": may_operate,
        "may_take": fence.may(request, Permission.ACKNOWLEDGE),
    }


def _crumbs(site: Site) -> list[dict[str, str]]:
    return [
        {"label": _("Sites"), "href": "/sites/"},
        {"label": str(site), "href": reverse("wall", args=[site.uid])},
        {"label": _("Known flaws"), "href": ""},
    ]
