"""The list of notices, and one of them with who was told."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rempart.design import formats
from rempart.directory.actions.action import raw_connection
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.ledger.store import chain
from rempart.notices.actions.take_notice import close_notice, take_notice
from rempart.notices.store import letters
from rempart.notices.store.models import Notice, Telling, Way
from rempart.notices.web.page import moment, show, zone_of
from rempart.notices.web.words import outcome
from rempart.terms.severity import Severity

SHOWN = 100  # of those that are over; open ones are all shown


def _line(notice: Notice, zone: ZoneInfo) -> dict[str, Any]:
    language = formats.short_language(get_language())
    return {
        "notice": notice,
        "severity": Severity(notice.severity).word,
        "sentence": letters.sentence(notice, language),
        "first": moment(notice.first_at_ms, zone),
        "last": moment(notice.last_at_ms, zone),
        "over": moment(notice.over_at_ms, zone) if notice.over_at_ms else "",
        "taken": moment(notice.taken_at_ms, zone) if notice.taken_at_ms else "",
    }


@login_required
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """What somebody should look at; then what is over."""
    fence.demand_everywhere(request, Permission.ACKNOWLEDGE)
    mine = Notice.objects.filter(organisation=fence.tenant(request)).select_related("taken_by", "organisation")
    live = mine.exclude(state=Notice.OVER).order_by("-severity", "-last_at_ms", "-pk")
    over = mine.filter(state=Notice.OVER).order_by("-over_at_ms", "-pk")[:SHOWN]
    ways = Way.objects.filter(organisation=fence.tenant(request), is_paused=False)
    zone = zone_of(request)
    return show(
        request, "notices", "notices",
        live=[_line(one, zone) for one in live], over=[_line(one, zone) for one in over], told=ways.exists(),
    )  # fmt: skip


@login_required
@require_GET
def notice(request: HttpRequest, uid: str) -> HttpResponse:
    """One notice: what it is about, and who was told when."""
    fence.demand_everywhere(request, Permission.ACKNOWLEDGE)
    row = fence.fetch(request, Notice, uid, Permission.ACKNOWLEDGE)
    zone = zone_of(request)
    rows = Telling.objects.filter(notice=row).select_related("way__account").order_by("due_at_ms", "pk")
    told = [
        {"one": one, "due": moment(one.due_at_ms, zone), "outcome": outcome(one.code) if one.code else "",
         "sent": moment(one.sent_at_ms, zone) if one.sent_at_ms else ""}
        for one in rows
    ]  # fmt: skip
    logs = chain(raw_connection(), row.organisation.uid)  # a notice of the house's own log has no page here
    entry = logs.number(row.log, row.index)
    return show(request, "notice", "notices", line=_line(row, zone), told=told, entry=entry)


@login_required
@require_POST
def do(request: HttpRequest, uid: str) -> HttpResponse:
    """Take it in hand, or close it."""
    fence.demand_everywhere(request, Permission.ACKNOWLEDGE)
    row = fence.fetch(request, Notice, uid, Permission.ACKNOWLEDGE)
    if request.POST.get("do") == "close":
        close_notice(fence.account(request), row)
        messages.success(request, _("Closed. A new report of the same matter opens a new notice."))
        return redirect("notices")
    take_notice(fence.account(request), row)
    messages.success(request, _("You have taken it in hand; the next in line are not told any more."))
    return redirect("notice", uid=uid)
