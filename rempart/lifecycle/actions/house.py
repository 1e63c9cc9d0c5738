"""The organisation's clock."""

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import lifecycle
from rempart.lifecycle.core.day import is_zone
from rempart.lifecycle.store.models import House
from rempart.terms.scope import Subject


def zone_of(organisation: Organisation) -> str:
    """UTC until somebody says otherwise."""
    found = House.objects.filter(organisation=organisation).values_list("time_zone", flat=True).first()
    return found or "UTC"


def set_zone(actor: Account, organisation: Organisation, zone: str) -> None:
    """Changes that are planned already keep their moment. Raises ValueError for a zone nobody knows."""
    if not is_zone(zone):
        raise ValueError(zone)
    with action(actor, organisation, Permission.MANAGE_LEAVERS) as record:
        House.objects.update_or_create(organisation=organisation, defaults={"time_zone": zone})
        record.event(lifecycle.ZONE_SET, Subject("organisation", organisation.uid), {"zone": zone})
