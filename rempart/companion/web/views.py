"""All companions of an organisation, and the one of a site: how it stands and what it shows."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rempart.companion.store.links import link_of
from rempart.companion.store.models import Link
from rempart.companion.web.present import page
from rempart.companion.web.protections import parted
from rempart.companion.web.words import state_word
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.page import tabs

PAGE = 100  # sites shown at once


@login_required
@require_GET
def companions(request: HttpRequest) -> HttpResponse:
    """Every site within reach, and whether we see it from inside."""
    fence.demand(request, Permission.READ)
    rows = Paginator(fence.visible(request, Site.objects.order_by("address")), PAGE).get_page(request.GET.get("page"))
    links = {link.site_id: link for link in Link.objects.filter(site__in=[site.pk for site in rows])}
    shown = [
        (site, links.get(site.pk), state_word(getattr(links.get(site.pk), "state", None)), parted(links.get(site.pk)))
        for site in rows
    ]
    context = {
        "tabs": tabs(request, "companions"),
        "section": "organisation",
        "rows": rows,
        "shown": shown,
        "may_manage": fence.may(request, Permission.MANAGE_COMPANION),
    }
    return render(request, "companion/companions.html", context)


@login_required
@require_GET
def companion(request: HttpRequest, uid: str) -> HttpResponse:
    """How the companion of one site stands, and what it shows."""
    site = fence.site(request, uid)
    return render(request, "companion/companion.html", page(request, site, link_of(site)))
