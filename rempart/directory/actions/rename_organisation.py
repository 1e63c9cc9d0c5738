"""Give the organisation its name and the currency its losses are counted in."""

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import directory as events
from rempart.terms.scope import Subject


def rename_organisation(actor: Account, organisation: Organisation, *, name: str, currency: str) -> None:
    """The name stays out of the entry: many firms bear the name of a person."""
    with action(actor, organisation, Permission.MANAGE_ORGANISATION) as record:
        organisation.name, organisation.currency = name.strip(), currency
        organisation.save(update_fields=["name", "currency"])
        subject = Subject("organisation", organisation.uid)
        record.event(events.ORGANISATION_CHANGED, subject, {"currency": currency})
