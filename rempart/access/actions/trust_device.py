"""Say how far a device is trusted, and what the organisation demands of devices."""

from collections.abc import Collection

from rempart.access.core.device_trust import Trust
from rempart.access.store.devices import Device, DeviceRule
from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.models import Account, Organisation
from rempart.events import devices as events
from rempart.terms.scope import Subject


class Revoked(ValueError):
    """A device that has ended is trusted no more."""


def trust_device(actor: Account, device: Device, trust: Trust) -> None:
    """Raises Revoked, PermissionDenied."""
    with action(actor, device.organisation, Permission.MANAGE_DEVICES) as record:
        held = Device.objects.select_for_update().get(pk=device.pk)
        if held.revoked_ms is not None:
            raise Revoked
        before, held.trust = Trust(held.trust), trust
        held.save(update_fields=["trust"])
        body = {"before": before.name.lower(), "after": trust.name.lower()}
        record.event(events.DEVICE_TRUSTED, Subject("device", device.uid), body)


def set_device_rule(
    actor: Account, organisation: Organisation, least: Trust, roles: Collection[Role] = (), *, shown: Trust
) -> DeviceRule:
    """`shown` = what the actor's own device is trusted as. Raises Locks, PermissionDenied.

    Nobody sets a rule that their own device does not meet: they could not take it back.
    """
    if shown < least:
        raise Locks
    with action(actor, organisation, Permission.MANAGE_DEVICES) as record:
        named = sorted(role.value for role in roles)
        rule, _ = DeviceRule.objects.update_or_create(
            organisation=organisation, defaults={"least": least, "roles": named}
        )
        body = {"least": least.name.lower(), "roles": named}
        record.event(events.RULE_CHANGED, Subject("organisation", organisation.uid), body)
    return rule


class Locks(ValueError):
    """The rule would lock out whoever sets it."""
