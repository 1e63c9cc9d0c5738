"""Devices as the shell of the installation sees them."""

from typing import Any

from rempart.access.actions.revoke_device import revoke_in
from rempart.access.core.device_trust import Trust
from rempart.access.store.devices import Device, DeviceCertificate
from rempart.directory.actions.action import now_ms, system_action
from rempart.terms.moment import rfc3339


def rows() -> list[dict[str, Any]]:
    """Of all organisations, without the names that their members gave them."""
    found = Device.objects.filter(revoked_ms=None).select_related("organisation").order_by("organisation_id", "pk")
    return [_row(device) for device in found]


def _row(device: Device) -> dict[str, Any]:
    live = DeviceCertificate.objects.filter(device=device, revoked_ms=None, until_ms__gt=now_ms()).first()
    return {
        "uid": device.uid,
        "organisation": device.organisation.uid,
        "kind": device.kind,
        "trust": Trust(device.trust).name.lower(),
        "until": rfc3339(live.until_ms) if live else None,
    }


def revoke(uid: str) -> bool:
    """By whoever holds the shell: the entry names the system. False for none, or one that has ended."""
    device = Device.objects.filter(uid=uid, revoked_ms=None).select_related("organisation").first()
    if device is None:
        return False
    with system_action(device.organisation, while_closed=True) as record:
        revoke_in(record, device)
    return True
