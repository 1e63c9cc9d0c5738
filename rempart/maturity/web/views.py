"""The pages of one site. Each reads the last assessment, which the judge has written; none computes a level."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rempart.directory.actions.action import now_ms
from rempart.directory.web import fence
from rempart.maturity.store.catalogue import catalogue
from rempart.maturity.web.frame import frame_of, language_code
from rempart.maturity.web.present import wall_page
from rempart.maturity.web.present_stone import stone_page
from rempart.maturity.web.trail import past_of, trail_of


@login_required
@require_GET
def wall(request: HttpRequest, uid: str) -> HttpResponse:
    """The level page."""
    site = fence.site(request, uid)
    return render(request, "maturity/wall.html", {"page": wall_page(frame_of(request, site)), "site": site})


@login_required
@require_GET
def stone(request: HttpRequest, uid: str, control: str) -> HttpResponse:
    """Why a stone stands as it does."""
    site = fence.site(request, uid)
    unit = catalogue().controls.get(control)
    if unit is None:
        raise Http404
    frame = frame_of(request, site)
    says = frame.texts.control(control).says
    seen = trail_of(site, unit, says, language_code(), now_ms())
    past = past_of(site, unit, frame.document["level"][unit.dimension.value]["proven"])
    return render(request, "maturity/stone.html", {"page": stone_page(frame, control, seen, past), "site": site})
