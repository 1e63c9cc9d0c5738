"""The API of devices. A certificate is for whoever holds the device, and a rule for whoever has one: both are on pages."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.access.actions.register_device import DEVICES_MAX, TooMany, register_device
from rempart.access.actions.revoke_device import revoke_device
from rempart.access.actions.trust_device import Revoked, trust_device
from rempart.access.core.device_trust import Trust
from rempart.access.store.devices import Device, DeviceCertificate, DeviceRule
from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import Answer, Listed, Sent, moment, needs, own
from rempart.directory.web.idempotent import idempotent
from rempart.directory.web.paging import Paged, listed, page
from rempart.terms.duration import DAY_S
from rempart.terms.moment import rfc3339

router = Router(tags=["devices"])
MANAGE = Permission.MANAGE_DEVICES
TrustWord = Literal["unknown", "known", "managed"]


class DeviceIn(Sent):
    """The name is the member's own word for it."""

    name: str = Field(min_length=1, max_length=100)
    kind: Literal["computer", "phone", "tablet", "other"]


class TrustIn(Sent):
    """`known`: somebody has seen whose it is. `managed`: the organisation sets it up and keeps it up to date."""

    trust: TrustWord


class DeviceOut(Schema):
    """`certified_until` is null without a certificate in force; such a device counts as unknown, whatever `trust` says."""

    uid: str
    account: str
    name: str
    kind: str
    trust: TrustWord
    registered_at: str
    certified_until: str | None
    seen_on: dt.date | None


class RuleOut(Schema):
    """The least trust that dangerous rights need; no roles = every role."""

    least: TrustWord
    roles: list[str]


def _devices(request: HttpRequest) -> QuerySet[Device]:
    """The caller's own, or all for whoever manages them; those that were revoked are gone."""
    rows = Device.objects.filter(organisation=fence.tenant(request), revoked_ms=None)
    if not fence.may_everywhere(request, MANAGE):
        rows = rows.filter(account=fence.account(request))
    return rows.select_related("account", "organisation")


def _one(request: HttpRequest, uid: str) -> Device:
    row = _devices(request).filter(uid=uid).first()
    if row is None:
        raise Http404
    return row


def _shown(rows: Sequence[Device]) -> list[dict[str, Any]]:
    in_force = DeviceCertificate.objects.filter(device__in=rows, revoked_ms=None, until_ms__gt=now_ms())
    ends = dict(in_force.values_list("device", "until_ms"))
    return [
        {
            "uid": row.uid, "account": row.account.uid, "name": row.name, "kind": row.kind,
            "trust": Trust(row.trust).name.lower(), "registered_at": rfc3339(row.registered_ms),
            "certified_until": moment(ends.get(row.pk)), "seen_on": _day(row.seen_day),
        }
        for row in rows
    ]  # fmt: skip


def _day(since_1970: int | None) -> dt.date | None:
    return None if since_1970 is None else dt.datetime.fromtimestamp(since_1970 * DAY_S, dt.UTC).date()


@router.get("/devices", response=Listed[DeviceOut])
@own
def devices(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """The caller's own devices; all of the organisation's for whoever may manage them."""
    rows, more = page(_devices(request), asked)
    return listed(_shown(rows), more)


@router.post("/devices", response={201: DeviceOut})
@own
@idempotent
def register(request: HttpRequest, sent: DeviceIn) -> Answer:
    """Register a device of the caller's; unknown until somebody who manages devices says otherwise."""
    if not sent.name.strip():
        raise HttpError(422, "A device has a name.")
    try:
        made = register_device(fence.account(request), fence.tenant(request), sent.name, sent.kind)
    except TooMany as many:
        raise HttpError(409, f"There are {DEVICES_MAX} devices already. Revoke one first.") from many
    return Status(201, _shown([made])[0])


@router.get("/devices/{uid}", response=DeviceOut)
@own
def device(request: HttpRequest, uid: str) -> dict[str, Any]:
    """One device."""
    return _shown([_one(request, uid)])[0]


@router.put("/devices/{uid}/trust", response=DeviceOut)
@needs(MANAGE, whole=True)
def trust(request: HttpRequest, uid: str, sent: TrustIn) -> dict[str, Any]:
    """Say how far a device is trusted."""
    row = _one(request, uid)
    try:
        trust_device(fence.account(request), row, Trust[sent.trust.upper()])
    except Revoked as revoked:
        raise HttpError(409, "This device was revoked. It has to be registered anew.") from revoked
    row.refresh_from_db(fields=["trust"])
    return _shown([row])[0]


@router.delete("/devices/{uid}", response={204: None})
@own
def revoke(request: HttpRequest, uid: str) -> Answer:
    """Revoke a device, at once: one's own, or any for whoever may manage them."""
    revoke_device(fence.account(request), _one(request, uid))
    return Status(204, None)


@router.get("/device-rule", response=RuleOut)
@needs(MANAGE, whole=True)
def rule(request: HttpRequest) -> dict[str, Any]:
    """What is demanded of devices. It is changed on the page, from a device that meets it."""
    held = DeviceRule.objects.filter(organisation=fence.tenant(request)).first()
    least, roles = (Trust(held.least), held.roles) if held else (Trust.UNKNOWN, [])
    return {"least": least.name.lower(), "roles": roles}
