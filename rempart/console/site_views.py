"""Pages of one site that reach into two areas: measure it again, and the keys that let us look from inside."""

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
from rempart.scanner.actions.carry_out_run import consent_window
from rempart.scanner.actions.give_consent import give_consent
from rempart.scanner.actions.request_run import request_run
from rempart.scanner.actions.withdraw_consent import withdraw_consent
from rempart.scanner.collectors.site_ownership import PATH, RECORD
from rempart.scanner.store.models import Consent
from rempart.terms.duration import DAY_S


@login_required
@require_POST
def measure_again(request: HttpRequest, uid: str) -> HttpResponse:
    """A new run; with probes while the owner's consent is in force."""
    site = fence.site(request, uid, Permission.MEASURE)
    run = request_run(fence.account(request), site, active=consent_window(site) is not None)
    return redirect("progress", uid=run.uid)


@login_required
@require_http_methods(["GET", "POST"])
def keys(request: HttpRequest, uid: str) -> HttpResponse:
    """Ownership and consent; what the other keys will open."""
    site = fence.site(request, uid)
    error = ""
    if request.method == "POST":
        fence.demand(request, Permission.CONSENT)
        if request.POST.get("do") == "withdraw":
            withdraw_consent(fence.account(request), site)
            messages.success(request, _("No more probes are sent."))
            return redirect("keys", uid=site.uid)
        error = _allow(request, site)
        if not error:
            run = request_run(fence.account(request), site, active=True)
            return redirect("progress", uid=run.uid)
    consent = Consent.objects.filter(site=site, until_ms__gt=now_ms()).order_by("-until_ms").first()
    page = keys_page(
        frame_of(site),
        path=PATH,
        token=site.token,
        record=f"{RECORD}{site.token}",
        is_owned=any(isinstance(seen.fact, Ownership) for seen in facts.newest(site, since_ms=now_ms() - DAY_S * 1000)),
        consent_until_ms=consent.until_ms if consent is not None else None,
        error=error,
    )
    context = {"page": page, "site": site, "section": "sites"}
    return render(request, "maturity/keys.html", context, status=422 if error else 200)


def _allow(request: HttpRequest, site: Site) -> str:
    if request.POST.get("consent") != "1":
        return _("Confirm that you are in charge of this site and that your host allows such tests.")
    try:
        days, first, last = (int(request.POST.get(name, "")) for name in ("days", "from_hour", "until_hour"))
        give_consent(fence.account(request), site, days=days, from_hour=first, until_hour=last)
    except ValueError:
        return _("Choose 1 to 365 days, and hours that begin before they end.")
    return ""
