"""Add a hosting account or server; its facts serve all the sites that stand on it."""

from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Host, Organisation, Supplier
from rempart.events import directory as events
from rempart.terms.scope import Subject


def add_host(actor: Account, organisation: Organisation, *, name: str, supplier: Supplier | None) -> Host:
    """Raises PermissionDenied for a supplier of another organisation."""
    if supplier is not None and supplier.organisation_id != organisation.pk:
        raise PermissionDenied("supplier of another organisation")
    with action(actor, organisation, Permission.MANAGE_HOSTS) as record:
        host = Host.objects.create(organisation=organisation, name=name.strip(), supplier=supplier)
        body = {"supplier": supplier.uid if supplier else ""}
        record.event(events.HOST_ADDED, Subject("host", host.uid), body)
    return host
