"""The pages of one site. Each reads the last assessment, which the judge has written; none computes a level."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.maturity.core.risk import in_force
from rempart.maturity.store.catalogue import catalogue
from rempart.maturity.store.standing import accepted
from rempart.maturity.web import what_if
from rempart.maturity.web.frame import frame_of, language_code
from rempart.maturity.web.need_notes import need_notes
from rempart.maturity.web.past import checkpoint_of, events_of
from rempart.maturity.web.present import Frame, wall_page
from rempart.maturity.web.present_fleet import FleetQuery, FleetSite, fleet_page
from rempart.maturity.web.present_history import history_page
from rempart.maturity.web.present_levels import levels_page
from rempart.maturity.web.present_proof import proof_page
from rempart.maturity.web.present_return import return_page
from rempart.maturity.web.present_roadmap import roadmap_page
from rempart.maturity.web.present_stone import stone_page
from rempart.maturity.web.present_threats import threats_page
from rempart.maturity.web.texts import unit_texts
from rempart.maturity.web.trail import past_of, trail_of


def _show(request: HttpRequest, template: str, page: Any, **more: Any) -> HttpResponse:
    return render(request, f"maturity/{template}.html", {"page": page, "section": "sites", **more})


def _frame(request: HttpRequest, uid: str, permission: Permission = Permission.READ) -> tuple[Site, Frame]:
    site = fence.site(request, uid, permission)
    return site, frame_of(site)


@login_required
@require_GET
def fleet(request: HttpRequest) -> HttpResponse:
    """Many sites side by side: distribution and worst site, no mean."""
    fence.demand(request, Permission.READ)
    sites = fence.visible(request, Site.objects.select_related("levelrow").order_by("pk"))
    rows = [FleetSite(s.address, reverse("wall", args=[s.uid]), *_standing(s)) for s in sites]
    wish = request.GET
    query = FleetQuery(wish.get("q", "")[:200], wish.get("show", "all"), wish.get("order", "worst"))
    page = fleet_page(rows, unit_texts(language_code()), language_code(), query)
    add_href = reverse("measure") if fence.may_everywhere(request, Permission.ADD_SITE) else ""
    return _show(request, "fleet", page, add_href=add_href)


def _standing(site: Site) -> tuple[dict[str, Any] | None, bool]:
    row = getattr(site, "levelrow", None)
    return (None, True) if row is None else (row.document, not row.is_grey)


@login_required
@require_GET
def wall(request: HttpRequest, uid: str) -> HttpResponse:
    """The level page."""
    site, frame = _frame(request, uid)
    return _show(request, "wall", wall_page(frame), site=site, notes=need_notes(site, frame))


@login_required
@require_GET
def stone(request: HttpRequest, uid: str, control: str) -> HttpResponse:
    """Why a stone stands as it does."""
    site, frame = _frame(request, uid)
    unit = catalogue().controls.get(control)
    if unit is None:
        raise Http404
    seen = trail_of(site, unit, frame.texts.control(control).says, language_code(), now_ms())
    past = past_of(site, unit, frame.document["level"][unit.dimension.value]["proven"])
    return _show(request, "stone", stone_page(frame, control, seen, past), site=site)


@login_required
@require_GET
def roadmap(request: HttpRequest, uid: str) -> HttpResponse:
    """What to do next, in three bands."""
    site, frame = _frame(request, uid)
    return _show(request, "roadmap", roadmap_page(frame), site=site, notes=need_notes(site, frame))


@login_required
@require_GET
def returns(request: HttpRequest, uid: str) -> HttpResponse:
    """Does the plan pay? The sliders are a plain GET form; nothing is recorded."""
    site, frame = _frame(request, uid)
    plan, sliders, nets = what_if.weighed(site, request.GET, frame)
    return _show(request, "return", return_page(frame, plan, sliders, nets), site=site)


@login_required
@require_GET
def threats(request: HttpRequest, uid: str) -> HttpResponse:
    """The gaps of the proven level, and the twenty-five threats with what is missing."""
    site, frame = _frame(request, uid)
    lived_with = {risk.subject for risk in in_force(accepted(site), now_ms())}
    return _show(request, "threats", threats_page(frame, lived_with), site=site)


@login_required
@require_GET
def levels(request: HttpRequest, uid: str) -> HttpResponse:
    """The five levels and the five steps, each with what it leaves open."""
    site, frame = _frame(request, uid)
    return _show(request, "levels", levels_page(frame), site=site)


@login_required
@require_GET
def history(request: HttpRequest, uid: str) -> HttpResponse:
    """Each change, with its reason, newest first."""
    site, frame = _frame(request, uid)
    events, older = events_of(site, frame, request.GET.get("before", ""))
    return _show(request, "history", history_page(frame, events, older), site=site)


@login_required
@require_GET
def proof(request: HttpRequest, uid: str) -> HttpResponse:
    """What an owner shows to partners, as they would see it."""
    site, frame = _frame(request, uid, Permission.READ_PROOF)
    row = getattr(site, "levelrow", None)
    page = proof_page(frame, checkpoint_of(site), is_confirmed=row is not None and not row.is_grey)
    return _show(request, "proof", page, site=site)
