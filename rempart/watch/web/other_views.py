"""Announced work and the alarm."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.watch.actions.announce_work import WrongWindow, announce_work, call_off_work
from rempart.watch.actions.ring_alarm import ring_now, rota_of, set_rota
from rempart.watch.actions.take_outage import hear_alarm
from rempart.watch.store.models import Incident, Monitor, Window
from rempart.watch.web import present
from rempart.watch.web.forms import AlarmForm, WorkForm
from rempart.watch.web.page import show

SHOWN = 50


@login_required
@require_http_methods(["GET", "POST"])
def work(request: HttpRequest) -> HttpResponse:
    """What was announced; a POST announces more, or calls one off."""
    fence.demand(request, Permission.READ)
    may = fence.may(request, Permission.MANAGE_WATCH)
    sites = fence.visible(request, Site.objects.all(), Permission.MANAGE_WATCH).order_by("address")
    may_all = fence.may_everywhere(request, Permission.MANAGE_WATCH)
    uid = request.POST.get("uid", "")
    if request.method == "POST" and uid:
        row = fence.fetch(request, Window, uid, Permission.MANAGE_WATCH)
        call_off_work(fence.account(request), row)
        return redirect("watch_work")
    form = WorkForm(posted(request), sites=sites, may_all=may_all)
    if request.method == "POST":
        fence.demand(request, Permission.MANAGE_WATCH)
        if form.is_valid() and _announce(request, form):
            return redirect("watch_work")
    mine = fence.visible(request, Window.objects.all())
    everywhere = Window.objects.filter(organisation=fence.tenant(request), site__isnull=True)
    rows = (mine | everywhere).distinct().select_related("site").order_by("-begins_ms", "-pk")
    context = {"rows": rows[:SHOWN], "form": form, "may_manage": may, "now": now_ms()}
    return show(request, "work", "watch_work", form, **context)


def _announce(request: HttpRequest, form: WorkForm) -> bool:
    site, title = form.cleaned_data["site"], form.cleaned_data["title"]
    moments = form.moment_ms("begins"), form.moment_ms("ends")
    try:
        announce_work(fence.account(request), fence.tenant(request), site, title, *moments)
    except WrongWindow:
        form.add_error("ends", _("It ends after it begins, not in the past, and within two weeks."))
        return False
    return True


@login_required
@require_http_methods(["GET", "POST"])
def alarm(request: HttpRequest) -> HttpResponse:
    """When the test alarm rings, who heard it and how soon; and how soon outages were taken in hand."""
    fence.demand(request, Permission.READ)
    organisation, do = fence.tenant(request), request.POST.get("do", "")
    actor, may = fence.account(request), fence.may_everywhere(request, Permission.MANAGE_WATCH)
    rota = rota_of(organisation)
    form = AlarmForm(posted(request) if do == "set" else None, initial={"day": rota.alarm_day, "hour": rota.alarm_hour})
    tests = Incident.objects.filter(organisation=organisation, what=Incident.TEST).select_related("taken_by")
    if request.method == "POST":
        last = tests.filter(taken_ms__isnull=True, ended_ms__isnull=True).order_by("-pk").first()
        if do == "hear" and last is not None:
            hear_alarm(actor, last)
            messages.success(request, _("Heard. That is what proves that the alarm works."))
        elif do == "ring":
            ring_now(actor, organisation)
            messages.success(request, _("It rings now, by every way in which you are told of outages."))
        elif do == "set" and form.is_valid():
            set_rota(actor, organisation, form.cleaned_data["day"], form.cleaned_data["hour"])
        if not form.errors:
            return redirect("watch_alarm")
    in_reach = fence.visible(request, Monitor.objects.all()).values("pk")
    outages = Incident.objects.filter(monitor__in=in_reach, what=Incident.OUTAGE, is_quiet=False)
    outages = outages.select_related("taken_by", "monitor").order_by("-began_ms", "-pk")[:SHOWN]
    return show(
        request, "alarm", "watch_alarm", form,
        form=form, rota=rota, tests=present.incidents(tests.order_by("-began_ms", "-pk")[:SHOWN], with_cost=False),
        outages=present.incidents(outages, with_cost=False), may_manage=may,
        may_hear=fence.may_everywhere(request, Permission.ACKNOWLEDGE),
    )  # fmt: skip
