"""Where the record goes: outlets, their deliveries, tests, pauses and secrets."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rempart.channel.sealed import Unreadable
from rempart.design import formats
from rempart.directory.actions.action import raw_connection
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up
from rempart.ledger import store
from rempart.record.actions import change_outlet as actions
from rempart.record.core.outlet import Carrier
from rempart.record.core.settings import SEALED
from rempart.record.store import outlets as held
from rempart.record.store.models import Delivery, Outlet
from rempart.record.web import clock
from rempart.record.web.outlet_forms import OutletForm
from rempart.record.web.page import show
from rempart.record.web.words import delivery_text
from rempart.registry.texts import localised

PACKAGE = "rempart.record.outlets"
SHOWN = 30  # deliveries on the page


def _words(unit_id: str) -> dict[str, str]:
    unit, language = actions.units()[unit_id], formats.short_language(get_language())
    return {"id": unit_id, **{name: localised(PACKAGE, unit, language, name) for name in ("title", "what")}}


def _fetch(request: HttpRequest, uid: str) -> Outlet:
    fence.demand_everywhere(request, Permission.MANAGE_OUTLETS)
    return fence.fetch(request, Outlet, uid, Permission.MANAGE_OUTLETS)


@login_required
@require_GET
def outlets(request: HttpRequest) -> HttpResponse:
    """All of them, and the formats to add one."""
    fence.demand_everywhere(request, Permission.MANAGE_OUTLETS)
    organisation = fence.tenant(request)
    rows = [_row(request, row) for row in Outlet.objects.filter(organisation=organisation).order_by("pk")]
    return show(request, "outlets", "record_outlets", rows=rows, units=[_words(name) for name in actions.units()])


def _row(request: HttpRequest, row: Outlet) -> dict[str, Any]:
    size = store.chain(raw_connection(), row.organisation.uid).size
    language, (_name, zone) = formats.short_language(get_language()), clock.zone_of(request)
    return {
        "outlet": row,
        "words": _words(row.unit),
        "waiting": max(size - 1 - row.idx, 0),
        "is_paused": row.state == Outlet.PAUSED,
        "is_failing": row.tries > 0,
        "delivered": clock.when(row.delivered_at_ms, zone, language) if row.delivered_at_ms else None,
        "next": clock.when(row.next_at_ms, zone, language) if row.tries else None,
    }


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, unit: str) -> HttpResponse:
    """One more; its signing secret is shown once, on the page that answers."""
    fence.demand_everywhere(request, Permission.MANAGE_OUTLETS)
    if unit not in actions.units():
        raise Http404
    form = OutletForm(posted(request), unit=actions.units()[unit], is_new=True, auto_id="o_%s")
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = actions.add_outlet(
                fence.account(request), fence.tenant(request), unit, form.wish(),
                from_start=form.cleaned_data["from_start"],
            )  # fmt: skip
        except actions.TooMany:
            form.add_error(None, _("There are twenty outlets already. Remove one first."))
        else:
            return _page(request, made, secret)
    return show(request, "outlet_form", "record_outlets", form, form=form, words=_words(unit), outlet=None)


@login_required
@require_GET
def outlet(request: HttpRequest, uid: str) -> HttpResponse:
    """What became of its deliveries, and what can be done with it."""
    return _page(request, _fetch(request, uid))


def _page(request: HttpRequest, row: Outlet, secret: str = "") -> HttpResponse:
    language, (_name, zone) = formats.short_language(get_language()), clock.zone_of(request)
    recent = Delivery.objects.filter(outlet=row).order_by("-pk")[:SHOWN]
    unit, found = actions.units()[row.unit], _settings(row)
    return show(
        request,
        "outlet",
        "record_outlets",
        row=_row(request, row),
        outlet=row,
        secret=secret,
        signs=unit.carrier is Carrier.POST,
        is_udp=found.get("transport") == "udp",
        where=_where(found),
        deliveries=[
            {
                "one": one,
                "when": clock.when(one.at_ms, zone, language),
                "trouble": delivery_text(one.code) if one.code else "",
            }
            for one in recent
        ],
    )


def _settings(row: Outlet) -> dict[str, str]:
    try:
        return dict(held.unseal(row).settings)
    except Unreadable:
        return {}


def _where(found: dict[str, str]) -> str:
    return found.get("url") or ":".join(filter(None, (found.get("transport"), found.get("host"), found.get("port"))))


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, uid: str) -> HttpResponse:
    """Other settings; a sealed one that is left empty stays as it is."""
    row = _fetch(request, uid)
    shown = {name: value for name, value in _settings(row).items() if name not in SEALED}
    first = {**shown, "name": row.name, "least_severity": row.least_severity, "areas": row.areas.split(",")}
    form = OutletForm(
        posted(request), initial=first, unit=actions.units()[row.unit], is_new=False, auto_id="o_%s"
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_outlet(fence.account(request), row, form.wish())
        except Unreadable:
            form.add_error(
                None, _("The stored settings cannot be opened any more. Remove this outlet and add it again.")
            )
        else:
            messages.success(request, _("Saved."))
            return redirect("record_outlet", uid=uid)
    return show(request, "outlet_form", "record_outlets", form, form=form, words=_words(row.unit), outlet=row)


@login_required
@require_POST
@step_up
def do(request: HttpRequest, uid: str) -> HttpResponse:
    """Test, pause, resume, rotate, remove."""
    row, me, word = _fetch(request, uid), fence.account(request), request.POST.get("do", "")
    try:
        if word == "rotate":
            return _page(request, row, actions.rotate_secret(me, row))
        if word == "test":
            sent = actions.try_outlet(me, row)
            arrived = _("The test message arrived.")
            (messages.error if sent.code else messages.success)(
                request, delivery_text(sent.code) if sent.code else arrived
            )
        elif word in ("pause", "resume"):
            {"pause": actions.pause_outlet, "resume": actions.resume_outlet}[word](me, row)
            messages.success(request, _("Saved."))
        elif word == "remove":
            actions.remove_outlet(me, row)
            messages.success(request, _("The outlet was removed."))
            return redirect("record_outlets")
    except Unreadable:
        messages.error(
            request, _("The stored settings cannot be opened any more. Remove this outlet and add it again.")
        )
    return redirect("record_outlet", uid=uid)
