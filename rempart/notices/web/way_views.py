"""How somebody is told: their ways, the organisation's rooms, their hours."""

from datetime import time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rempart.channel.sealed import Unreadable
from rempart.design import formats
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up
from rempart.notices.actions import change_way as actions
from rempart.notices.core.settings import SEALED
from rempart.notices.store import ways as held
from rempart.notices.store.models import Habit, Way
from rempart.notices.web.forms import HabitForm, WayForm
from rempart.notices.web.page import show
from rempart.notices.web.words import outcome
from rempart.registry.texts import localised

PACKAGE = "rempart.notices.channels"


def _words(unit_id: str) -> dict[str, str]:
    unit, language = held.units()[unit_id], formats.short_language(get_language())
    return {"id": unit_id, **{name: localised(PACKAGE, unit, language, name) for name in ("title", "what")}}


def _member(request: HttpRequest) -> None:
    """Nobody is told of an organisation in which they may see nothing: strangers, and learners so far."""
    fence.demand_anything(request)


def _fetch(request: HttpRequest, uid: str) -> Way:
    _member(request)
    rows = Way.objects.filter(organisation=fence.tenant(request)).select_related("account", "organisation")
    if not fence.may_everywhere(request, Permission.MANAGE_NOTICES):
        rows = rows.filter(account=fence.account(request))
    row = rows.filter(uid=uid).first()
    if row is None:
        raise Http404
    return row


@login_required
@require_http_methods(["GET", "POST"])
def ways(request: HttpRequest) -> HttpResponse:
    """Mine, the rooms, and my hours."""
    _member(request)
    me = fence.account(request)
    form = HabitForm(posted(request), initial=_habit(Habit.objects.filter(account=me).first()), auto_id="h_%s")
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        span = (_minute(said["quiet_begin"]), _minute(said["quiet_end"])) if said["quiet_begin"] else None
        actions.set_habit(me, said["zone"], span, _minute(said["digest_at"]) if said["digest_at"] else None)
        messages.success(request, _("Saved."))
        return redirect("notice_ways")
    rows = Way.objects.filter(organisation=fence.tenant(request)).select_related("account").order_by("after_min", "pk")
    may_manage = fence.may_everywhere(request, Permission.MANAGE_NOTICES)
    if not may_manage:
        rows = rows.filter(Q(account=me) | Q(account=None))
    lines = [{"way": row, "words": _words(row.unit), "mine": may_manage or row.account_id == me.pk} for row in rows]
    units = [_words(name) for name in held.units()]
    return show(request, "ways", "notice_ways", form, form=form, lines=lines, units=units)


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _habit(habit: Habit | None) -> dict[str, Any]:
    def shown(minute: int | None) -> str:
        return "" if minute is None else f"{minute // 60:02d}:{minute % 60:02d}"

    mine = habit or Habit()
    return {
        "zone": mine.zone, "quiet_begin": shown(mine.quiet_begin), "quiet_end": shown(mine.quiet_end),
        "digest_at": shown(mine.digest_minute),
    }  # fmt: skip


def _form(request: HttpRequest, unit: str, row: Way | None) -> WayForm:
    first: dict[str, Any] = {"address": fence.account(request).email}
    if row is not None:
        try:
            kept = held.unseal(row)
        except Unreadable:
            kept = {}
        first = {name: value for name, value in kept.items() if name not in SEALED}
        first |= {"name": row.name, "least": row.least, "after_min": row.after_min}
    return WayForm(
        posted(request), initial=first, unit=held.units()[unit], is_new=row is None, auto_id="w_%s",
        may_choose_room=fence.may_everywhere(request, Permission.MANAGE_NOTICES),
    )  # fmt: skip


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, unit: str) -> HttpResponse:
    """One more."""
    _member(request)
    if unit not in held.units():
        raise Http404
    form = _form(request, unit, None)
    if request.method == "POST" and form.is_valid():
        room = bool(form.cleaned_data.get("room"))
        try:
            actions.add_way(fence.account(request), fence.tenant(request), unit, form.wish(), for_room=room)
        except actions.TooMany:
            form.add_error(None, _("There are a hundred ways already. Remove one first."))
        else:
            messages.success(request, _("Added. Send a test to see whether it arrives."))
            return redirect("notice_ways")
    return show(request, "way", "notice_ways", form, form=form, words=_words(unit), way=None)


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def way(request: HttpRequest, uid: str) -> HttpResponse:
    """Other settings; a sealed one that is left empty stays as it is."""
    row = _fetch(request, uid)
    form = _form(request, row.unit, row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_way(fence.account(request), row, form.wish())
        except Unreadable:
            form.add_error(None, outcome("sealed"))
        else:
            messages.success(request, _("Saved."))
            return redirect("notice_ways")
    return show(request, "way", "notice_ways", form, form=form, words=_words(row.unit), way=row)


@login_required
@require_POST
@step_up
def do(request: HttpRequest, uid: str) -> HttpResponse:
    """Test, pause, resume, remove."""
    row, me, word = _fetch(request, uid), fence.account(request), request.POST.get("do", "")
    if word == "test":
        try:
            code = actions.try_way(me, row)
        except Unreadable:
            code = "sealed"
        (messages.error if code else messages.success)(request, outcome(code))
    elif word in ("pause", "resume"):
        actions.pause_way(me, row, is_paused=word == "pause")
        messages.success(request, _("Saved."))
    elif word == "remove":
        actions.remove_way(me, row)
        messages.success(request, _("Removed."))
    return redirect("notice_ways")
