"""The list of monitors, one monitor, and what a person does to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.unit_words import words
from rempart.watch.actions.change_monitor import (
    TooMany,
    add_monitor,
    change_monitor,
    new_beat_address,
    pause_monitor,
    remove_monitor,
)
from rempart.watch.actions.pass_time import kinds, tower
from rempart.watch.actions.set_up_site import set_up_site
from rempart.watch.actions.take_outage import take_outage
from rempart.watch.store import bins
from rempart.watch.store.models import Incident, Monitor
from rempart.watch.web import present
from rempart.watch.web.forms import MonitorForm, initial_of
from rempart.watch.web.page import show

ROWS = 100
INCIDENTS = 50


@login_required
@require_GET
def monitors(request: HttpRequest) -> HttpResponse:
    """Everything that is watched, the worst first; sites that are not."""
    fence.demand(request, Permission.READ)
    mine = fence.visible(request, Monitor.objects.filter(is_on=True)).select_related("site")
    order = {"down": 0, "suspected": 1, "degraded": 2, "unknown": 3}
    rows = sorted(mine.order_by("title", "pk"), key=lambda row: order.get(row.state, 9))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    may = fence.may(request, Permission.MANAGE_WATCH)
    unwatched = fence.visible(request, Site.objects.all(), Permission.MANAGE_WATCH) if may else Site.objects.none()
    return show(
        request, "monitors", "watch",
        rows=page, lines=present.lines(list(page)), down=sum(row.state == "down" for row in rows), tower=tower(),
        answering=sum(row.state == "up" for row in rows), total=len(rows), may_manage=may,
        unwatched=unwatched.exclude(pk__in=mine.filter(site__isnull=False).values("site")).order_by("address")[:ROWS],
        kinds=[(kind.id, words(kind.title)) for kind in sorted(kinds().values(), key=lambda kind: kind.id != "http")],
    )  # fmt: skip


@login_required
@require_POST
def set_up(request: HttpRequest, uid: str) -> HttpResponse:
    """One step from a site to its watch."""
    site = fence.site(request, uid, Permission.MANAGE_WATCH)
    try:
        made = set_up_site(fence.account(request), site)
    except TooMany:
        messages.warning(request, _("There are as many monitors as one organisation may have."))
    else:
        said = ngettext("%(n)s monitor looks after it now.", "%(n)s monitors look after it now.", len(made))
        messages.success(request, said % {"n": len(made)})
    return redirect("watch")


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """A new monitor of one kind."""
    fence.demand(request, Permission.MANAGE_WATCH)
    form = _form(request, kind)
    if request.method == "POST" and form.is_valid():
        try:
            site = form.cleaned_data["site"]
            row = add_monitor(fence.account(request), fence.tenant(request), site, kind, form.wish())
        except TooMany:
            form.add_error(None, _("There are as many monitors as one organisation may have."))
        else:
            return redirect("watch_monitor", uid=row.uid)
    title = words(kinds()[kind].title)
    return show(request, "edit", "watch", form, form=form, title=title, back=reverse("watch"), is_new=True)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """What is looked at, and how often."""
    row = fence.fetch(request, Monitor, uid, Permission.MANAGE_WATCH, is_on=True)
    form = _form(request, row.kind, row)
    if request.method == "POST" and form.is_valid():
        change_monitor(fence.account(request), row, form.wish())
        messages.success(request, _("Saved."))
        return redirect("watch_monitor", uid=row.uid)
    back = reverse("watch_monitor", args=[row.uid])
    return show(request, "edit", "watch", form, form=form, title=row.title, back=back, is_new=False)


def _form(request: HttpRequest, kind: str, row: Monitor | None = None) -> MonitorForm:
    unit = kinds().get(kind)
    if unit is None:
        raise Http404
    sites = fence.visible(request, Site.objects.all(), Permission.MANAGE_WATCH).order_by("address")
    initial = dict(initial_of(row)) if row else {"site": request.GET.get("site", "")}
    form = MonitorForm(posted(request), kind=unit, sites=sites, language=present.language(), initial=initial)
    if row is not None:
        del form.fields["site"]  # its history belongs to that site
    return form


@login_required
@require_GET
def monitor(request: HttpRequest, uid: str) -> HttpResponse:
    """How it stands, its days, months, latency and incidents."""
    row = fence.fetch(request, Monitor, uid)
    found = bins.uptimes([row], 0, 2**62).get(row.pk, {})
    told = Incident.objects.filter(monitor=row).select_related("taken_by", "monitor__site__organisation")
    return show(
        request, "monitor", "watch",
        row=row, line=present.line(row, bins.uptime(row, 0, 2**62)), kind=words(kinds()[row.kind].title),
        days=present.days(row, found, present.percent(row.promise_ppm / 1_000_000)), months=present.months(row),
        latency=present.latency(row), incidents=present.incidents(told.order_by("-began_ms", "-pk")[:INCIDENTS]),
        may_manage=fence.may(request, Permission.MANAGE_WATCH), may_take=fence.may(request, Permission.ACKNOWLEDGE),
        beat=request.session.pop(f"beat:{row.uid}", ""),
    )  # fmt: skip


@login_required
@require_POST
def act(request: HttpRequest, uid: str) -> HttpResponse:
    """Pause, go on, remove, a new address for a heartbeat, or take an outage in hand."""
    do = request.POST.get("do", "")
    needed = Permission.ACKNOWLEDGE if do == "take" else Permission.MANAGE_WATCH
    row = fence.fetch(request, Monitor, uid, needed, is_on=True)
    actor = fence.account(request)
    if do == "remove":
        remove_monitor(actor, row)
        messages.success(request, _("It is no longer watched. What was measured stays."))
        return redirect("watch")
    if do in ("pause", "resume"):
        pause_monitor(actor, row, is_paused=do == "pause")
    elif do == "beat" and row.kind == "heartbeat":
        token = new_beat_address(actor, row)
        request.session[f"beat:{row.uid}"] = request.build_absolute_uri(reverse("watch_beat", args=[token]))
    elif do == "take":
        take_outage(actor, row)
    return redirect("watch_monitor", uid=row.uid)
