"""A member's own devices: register, get a certificate, revoke. And the public half of the authority behind them."""

import base64
from typing import Any

from cryptography.hazmat.primitives import serialization
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rempart.access.actions.register_device import DEVICES_MAX, TooMany, certify, certify_with_key, register_device
from rempart.access.actions.revoke_device import revoke_device
from rempart.access.core.device_certificate import Ended, make_list
from rempart.access.core.device_trust import Trust
from rempart.access.store.device_ca import authority, root_pem
from rempart.access.store.devices import Device, DeviceCertificate
from rempart.access.web.device_forms import DeviceForm, RequestForm
from rempart.access.web.device_keeper import shown_trust
from rempart.access.web.device_words import KINDS, MEANING, TRUST
from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up

LISTED_MAX = 50_000  # lines of the list of ended certificates; a line is some 40 bytes


@login_required
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """The member's devices in this organisation."""
    rows = Device.objects.filter(organisation=fence.tenant(request), account=fence.account(request), revoked_ms=None)
    context = {
        "rows": [device_row(row) for row in rows.order_by("name", "pk")],
        "shown": TRUST[shown_trust(request)],
        "section": "account",
    }
    return render(request, "access/devices.html", context)


def device_row(row: Device) -> dict[str, Any]:
    """What pages show of a device."""
    live = DeviceCertificate.objects.filter(device=row, revoked_ms=None, until_ms__gt=now_ms()).first()
    trust = Trust(row.trust)
    return {
        "row": row,
        "kind": KINDS[row.kind],
        "trust": trust,
        "trust_word": TRUST[trust],
        "meaning": MEANING[trust],
        "until_ms": live.until_ms if live else None,
        "seen_ms": row.seen_day * 86_400_000 if row.seen_day is not None else None,
    }


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register one."""
    form = DeviceForm(posted(request), auto_id="d_%s")
    fence.tenant(request)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = register_device(fence.account(request), fence.tenant(request), said["name"], said["kind"])
        except TooMany:
            form.add_error(None, _("You have %(most)s devices here. Revoke one first.") % {"most": DEVICES_MAX})
        else:
            return redirect("device_certificate", uid=made.uid)
    return _sheet(request, "new_device", form)


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def certificate(request: HttpRequest, uid: str) -> HttpResponse:
    """A new certificate for one's own device; the ones before end."""
    device = _mine(request, uid)
    form = RequestForm(posted(request), auto_id="c_%s")
    if request.method == "POST" and form.is_valid():
        public = form.cleaned_data["request"]
        if public is not None:
            pem = certify(fence.account(request), device, public)
            return _file(pem, "application/x-pem-file", f"rempart-{device.uid}.pem")
        bundle = certify_with_key(fence.account(request), device)
        shown = {"secret": bundle.secret, "data": base64.b64encode(bundle.data).decode(), "device": device}
        return render(request, "access/device_bundle.html", {"section": "account", **shown})
    return _sheet(request, "device_certificate", form, device=device)


@login_required
@require_POST
def revoke(request: HttpRequest, uid: str) -> HttpResponse:
    """One's own, or any for whoever manages devices."""
    rows = Device.objects.filter(organisation=fence.tenant(request), uid=uid).select_related("organisation")
    manages = fence.may_everywhere(request, Permission.MANAGE_DEVICES)
    row = (rows if manages else rows.filter(account=fence.account(request))).first()
    if row is None:
        raise Http404
    revoke_device(fence.account(request), row)
    messages.success(request, _("It is revoked, and worth nothing from now on."))
    return redirect("all_devices" if request.POST.get("from") == "all" else "devices")


@require_GET
def root(request: HttpRequest) -> HttpResponse:
    """The authority's certificate; no secret."""
    return _file(root_pem(), "application/x-pem-file", "rempart-devices.pem")


@require_GET
def ended(request: HttpRequest) -> HttpResponse:
    """The list of ended certificates that have not expired yet (CRL): numbers and dates, no names."""
    moment = now_ms()
    rows = DeviceCertificate.objects.filter(until_ms__gt=moment, revoked_ms__isnull=False).order_by("-revoked_ms")
    lines = [Ended(int(row.serial), row.revoked_ms or moment) for row in rows[:LISTED_MAX]]
    listed = make_list(authority(), lines, moment)
    return _file(listed.public_bytes(serialization.Encoding.DER), "application/pkix-crl", "rempart-devices.crl")


def _mine(request: HttpRequest, uid: str) -> Device:
    named = {"organisation": fence.tenant(request), "account": fence.account(request), "uid": uid, "revoked_ms": None}
    row = Device.objects.filter(**named).select_related("organisation").first()
    if row is None:
        raise Http404
    return row


def _sheet(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    whole = {"form": form, "section": "account", **context}
    return render(request, f"access/{template}.html", whole, status=422 if form.is_bound and form.errors else 200)


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
