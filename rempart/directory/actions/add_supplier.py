"""Add a firm the organisation depends on."""

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation, Supplier
from rempart.events import directory as events
from rempart.terms.scope import Subject


def add_supplier(actor: Account, organisation: Organisation, *, name: str, kind: str) -> Supplier:
    """The name stays out of the entry: a supplier may be one person."""
    with action(actor, organisation, Permission.MANAGE_HOSTS) as record:
        supplier = Supplier.objects.create(organisation=organisation, name=name.strip(), kind=kind)
        record.event(events.SUPPLIER_ADDED, Subject("supplier", supplier.uid), {"kind": kind})
    return supplier
