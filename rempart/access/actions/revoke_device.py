"""A device ends: by its member, by whoever manages devices, or because its member leaves. From the next request on."""

from rempart.access.store.devices import Device, DeviceCertificate
from rempart.directory.actions.action import Record, action, now_ms, own_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import devices as events
from rempart.terms.scope import Subject


def revoke_device(actor: Account, device: Device) -> None:
    """One's own always, another's with the right to manage devices. Twice is once."""
    if device.revoked_ms is not None:
        return
    own = device.account_id == actor.pk
    organisation = device.organisation
    opened = own_action(actor, organisation) if own else action(actor, organisation, Permission.MANAGE_DEVICES)
    with opened as record:
        revoke_in(record, device)


def revoke_devices_of(record: Record, account: Account, organisation: Organisation) -> None:
    """Part of the ending of an account's access."""
    for device in Device.objects.filter(organisation=organisation, account=account, revoked_ms=None).order_by("pk"):
        revoke_in(record, device)


def revoke_in(record: Record, device: Device) -> None:
    """Part of an open action."""
    moment = now_ms()
    device.revoked_ms = moment
    device.save(update_fields=["revoked_ms"])
    end_certificates(device, moment)
    record.event(events.DEVICE_REVOKED, Subject("device", device.uid), {})


def end_certificates(device: Device, at_ms: int) -> None:
    """In the caller's transaction."""
    DeviceCertificate.objects.filter(device=device, revoked_ms=None).update(revoked_ms=at_ms)
