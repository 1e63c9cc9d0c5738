"""What a shown certificate is worth for an account here; a revoked one that is shown is told, once."""

from rempart.access.core.device_trust import Trust
from rempart.access.store.devices import Device, DeviceCertificate
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.models import Account, Organisation
from rempart.events import devices as events
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject


def see_device(fingerprint: str, account: Account, organisation: Organisation) -> Trust:
    """UNKNOWN for none, for one of another account or organisation, for an expired and for a revoked one."""
    if not fingerprint:
        return Trust.UNKNOWN
    found = DeviceCertificate.objects.filter(fingerprint=fingerprint).select_related("device", "device__organisation")
    row = found.first()
    if row is None:
        return Trust.UNKNOWN
    moment = now_ms()
    if row.revoked_ms is not None:
        _tell(row, moment)
        return Trust.UNKNOWN
    device = row.device
    is_theirs = device.account_id == account.pk and device.organisation_id == organisation.pk
    if not is_theirs or device.revoked_ms is not None or row.until_ms <= moment:
        return Trust.UNKNOWN
    day = moment // (DAY_S * 1000)
    if device.seen_day != day:
        Device.objects.filter(pk=device.pk).update(seen_day=day)
    return Trust(device.trust)


def _tell(row: DeviceCertificate, at_ms: int) -> None:
    """Only where the device itself was revoked: a certificate that a newer one replaced is shown by mistake."""
    if row.shown_revoked_ms is not None or row.device.revoked_ms is None:
        return
    with system_action(row.device.organisation, while_closed=True) as record:
        fresh = DeviceCertificate.objects.filter(pk=row.pk, shown_revoked_ms=None)
        fresh.update(shown_revoked_ms=at_ms)
        record.event(events.REVOKED_SHOWN, Subject("device", row.device.uid), {})
