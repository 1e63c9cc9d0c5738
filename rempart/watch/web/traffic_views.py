"""Whose requests are counted, and how they stand against what is usual at this hour."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.watch.store.models import Incident, Tap
from rempart.watch.web.page import show

PAGE, PEAKS = 100, 20


@login_required
@require_GET
def traffic(request: HttpRequest) -> HttpResponse:
    """Peaks first."""
    fence.demand(request, Permission.READ)
    mine = fence.visible(request, Tap.objects.select_related("site"))
    rows = Paginator(mine.order_by(F("peak_ms").desc(nulls_last=True), "site__address"), PAGE).get_page(
        request.GET.get("page")
    )
    sites = {row.uid: row.site for row in mine}
    told = Incident.objects.filter(organisation=fence.tenant(request), what=Incident.PEAK, detail__in=sites)
    peaks = [(one, sites[one.detail]) for one in told.select_related("taken_by").order_by("-began_ms", "-pk")[:PEAKS]]
    return show(request, "traffic", "watch_traffic", rows=rows, peaks=peaks)
