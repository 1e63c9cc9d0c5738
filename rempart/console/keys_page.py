"""Keys, measuring and the schedule of one site: here, because the page shows maturity's words and scanner's switches."""

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.facts.probe import Ownership
from rempart.maturity.store import facts
from rempart.maturity.web.frame import frame_of
from rempart.maturity.web.present_keys import keys_page
from rempart.scanner.actions.give_consent import give_consent
from rempart.scanner.actions.request_run import request_run
from rempart.scanner.actions.set_schedule import MAX_HOURS, end_schedule, set_schedule
from rempart.scanner.actions.withdraw_consent import withdraw_consent
from rempart.scanner.collectors.site_ownership import PATH, RECORD
from rempart.scanner.core.target import parse_target
from rempart.scanner.store.models import Consent, Schedule
from rempart.terms.duration import DAY_S, HOUR_S


@login_required
@require_POST
def measure(request: HttpRequest, uid: str) -> HttpResponse:
    """Look again, from outside only."""
    site = fence.site(request, uid, Permission.MEASURE)
    return redirect("progress", uid=request_run(fence.account(request), site).uid)


@login_required
@require_POST
def schedule(request: HttpRequest, uid: str) -> HttpResponse:
    """How often the site is measured by itself."""
    site = fence.site(request, uid, Permission.MEASURE)
    account = fence.account(request)
    if request.POST.get("do") == "end":
        end_schedule(account, site)
        messages.success(request, _("The site is measured only when somebody asks."))
        return redirect("keys", uid=site.uid)
    try:
        set_schedule(account, site, every_hours=int(request.POST.get("hours", "")))
    except ValueError:
        error = _("Choose a whole number of hours, from 1 to %(most)s.") % {"most": MAX_HOURS}
        return _page(request, site, schedule_error=error)
    messages.success(request, _("Saved. The first run starts within a minute."))
    return redirect("keys", uid=site.uid)


@login_required
@require_http_methods(["GET", "POST"])
def keys(request: HttpRequest, uid: str) -> HttpResponse:
    """The token, whether it was found, consent to probes, and a run with them."""
    site = fence.site(request, uid)
    if request.method == "GET":
        return _page(request, site)
    wish = request.POST.get("do", "")
    if wish == "allow":
        return _allow(request, site)
    if wish == "withdraw":
        fence.demand(request, Permission.CONSENT)
        withdraw_consent(fence.account(request), site)
        messages.success(request, _("Consent is withdrawn. No further probe is sent."))
        return redirect("keys", uid=site.uid)
    fence.demand(request, Permission.MEASURE)
    return redirect("progress", uid=request_run(fence.account(request), site, active=True).uid)


def _allow(request: HttpRequest, site: Site) -> HttpResponse:
    fence.demand(request, Permission.CONSENT)
    posted = request.POST
    if posted.get("consent") != "1":
        return _page(request, site, error=_("Tick the box: probes run only with the consent of whoever is in charge."))
    try:
        give_consent(
            fence.account(request),
            site,
            days=int(posted.get("days", "")),
            from_hour=int(posted.get("from_hour", "0")),
            until_hour=int(posted.get("until_hour", "24")),
        )
    except ValueError:
        return _page(request, site, error=_("Choose 1 to 365 days, and hours that begin before they end."))
    run = request_run(fence.account(request), site, active=True)
    return redirect("progress", uid=run.uid)


def _page(request: HttpRequest, site: Site, *, error: str = "", schedule_error: str = "") -> HttpResponse:
    plan = Schedule.objects.filter(site=site).first()
    page = keys_page(
        frame_of(site),
        path=parse_target(site.address).origin + PATH,
        token=site.token,
        record=RECORD + site.token,
        is_owned=_is_owned(site),
        consent_until_ms=_consent_until(site),
        error=error,
    )
    context: dict[str, Any] = {
        "page": page,
        "site": site,
        "section": "sites",
        "may_measure": fence.may(request, Permission.MEASURE),
        "every_hours": plan.every_s // HOUR_S if plan else None,
        "next_at_ms": plan.next_at_ms if plan else None,
        "most_hours": MAX_HOURS,
        "schedule_error": schedule_error,
    }
    return render(request, "console/keys.html", context, status=422 if error or schedule_error else 200)


def _is_owned(site: Site) -> bool:
    """Was this site's own token seen in its place during the last day?"""
    digest = hashlib.sha256(site.token.encode()).hexdigest()
    recent = facts.newest(site, since_ms=now_ms() - DAY_S * 1000)
    return any(isinstance(seen.fact, Ownership) and seen.fact.token_sha256 == digest for seen in recent)


def _consent_until(site: Site) -> int | None:
    given = Consent.objects.filter(site=site, until_ms__gt=now_ms()).order_by("-until_ms").first()
    return given.until_ms if given else None
